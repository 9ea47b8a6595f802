import type { Type } from '@nestjs/common';
import { gradeNext } from '#contract';
import { Handles, JobHandler } from '#platform';
import { Slots } from './slots.js';

/** Woken by a job, a slot grades whatever is next in line until nothing is due. */
export function gradeNextHandler(slots: number): Type<JobHandler<typeof gradeNext>> {
  @Handles(gradeNext, { concurrency: slots })
  class GradeNextHandler extends JobHandler<typeof gradeNext> {
    protected readonly job = gradeNext;
    constructor(private readonly slots: Slots) {
      super();
    }

    protected async run(): Promise<void> {
      await this.slots.drain();
    }
  }
  return GradeNextHandler;
}
