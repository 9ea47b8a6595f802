import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { applyDecorators, Logger, SetMetadata } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { z } from 'zod';
import type { JobSpec } from '#contract';

export const HANDLES = 'fretboard:handles';

/** Marks the one class that handles a job; `concurrency` is the number it runs at once in one process. */
export const Handles = (job: JobSpec, options: { concurrency?: number } = {}) =>
  applyDecorators(
    SetMetadata(HANDLES, job.name),
    Processor(job.name, { concurrency: options.concurrency ?? 1 }),
  );

/** A handler gets a parsed payload. It may run more than once for one job, so what it does must be idempotent. */
export abstract class JobHandler<S extends JobSpec> extends WorkerHost {
  private readonly log = new Logger(this.constructor.name);
  protected abstract readonly job: S;
  protected abstract run(payload: z.output<S['payload']>): Promise<void>;

  override async process(job: Job): Promise<void> {
    await this.run(this.job.payload.parse(job.data) as z.output<S['payload']>);
  }

  /** The worker connects again by itself. */
  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn(`The queue is away: ${error.message}`);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.log.error({ err: error, jobId: job?.id, tried: job?.attemptsMade }, 'job failed');
  }
}
