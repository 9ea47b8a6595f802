import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { problems } from '#contract';
import { Public, Returns } from '#platform';

const problemList = z
  .object({
    items: z.array(z.object({ name: z.string(), status: z.int(), title: z.string(), about: z.string() })),
  })
  .meta({ id: 'ProblemList' });

@ApiTags('about')
@Controller('problems')
export class ProblemsController {
  @Get()
  @Public()
  @Returns(200, problemList)
  @ApiOperation({ summary: 'Every problem the API can answer' })
  list(): z.infer<typeof problemList> {
    return { items: Object.entries(problems).map(([name, spec]) => ({ name, ...spec })) };
  }
}
