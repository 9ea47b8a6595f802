import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { isolationMode } from '#contract';
import { Exercises, lengthOfLine, Watch } from '#learning';
import { Db, Problem, Public, Queues, Returns } from '#platform';

const live = z.object({ status: z.literal('ok') }).meta({ id: 'Live' });
const ready = z
  .object({
    status: z.literal('ok'),
    queue: z.object({
      waiting: z.int().describe('runs in line'),
      jobs: z.int().describe('jobs in the queue'),
    }),
    graders: z.array(
      z.object({
        mode: isolationMode.nullable(),
        reason: z.string(),
        runtimes: z.array(z.string()),
        slots: z.int(),
      }),
    ),
    exercises: z.int(),
  })
  .meta({ id: 'Ready' });

@ApiTags('about')
@Controller('health')
export class HealthController {
  constructor(
    private readonly db: Db,
    private readonly queues: Queues,
    private readonly watch: Watch,
    private readonly exercises: Exercises,
  ) {}

  @Get('live')
  @Public()
  @Returns(200, live)
  @ApiOperation({ summary: 'The process answers' })
  live() {
    return { status: 'ok' as const };
  }

  @Get('ready')
  @Public()
  @Returns(200, ready)
  @ApiOperation({ summary: 'Database and queue answer; which graders are there and how they isolate' })
  async ready(): Promise<z.infer<typeof ready>> {
    try {
      const [waiting, jobs, graders, { items }] = await Promise.all([
        lengthOfLine(this.db),
        this.queues.depth(),
        this.watch.graders(),
        this.exercises.list(),
      ]);
      return { status: 'ok', queue: { waiting, jobs }, graders, exercises: items.length };
    } catch (error) {
      throw new Problem(
        'not-ready',
        `The database or the queue does not answer (${(error as { code?: string }).code ?? 'no answer'}).`,
        {},
        { 'retry-after': '5' },
      );
    }
  }
}
