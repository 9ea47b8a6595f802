import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { nextQuery, nextView, progressView, type NextQuery } from '#contract';
import { Certificates, Progress, Recommendations } from '#learning';
import { ByPerson, Caller, Returns, type Who } from '#platform';

@ApiTags('progress')
@Controller('me')
export class ProgressController {
  constructor(
    private readonly progress: Progress,
    private readonly recommendations: Recommendations,
    private readonly certificates: Certificates,
  ) {}

  @Get('progress')
  @ByPerson('read')
  @Returns(200, progressView)
  @ApiOperation({ summary: 'What I have proven, skill by skill and path by path' })
  async read(@Caller() who: Who) {
    const progress = await this.progress.view(who.personId);
    const due = (await this.certificates.listDue(who.personId)).map(({ path }) => path);
    const paths = progress.paths.map((path) => ({ ...path, certificateDue: due.includes(path.path) }));
    return { ...progress, paths };
  }

  @Get('next')
  @ByPerson('read')
  @Returns(200, nextView)
  @ApiOperation({ summary: 'What to learn next, and why' })
  next(@Caller() who: Who, @Query({ schema: nextQuery }) query: NextQuery) {
    return this.recommendations.next(who.personId, query);
  }
}
