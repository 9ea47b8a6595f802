import { Injectable } from '@nestjs/common';
import { gradeNext, type Verdict } from '#contract';
import { Db, Outbox } from '#platform';
import { GraderRow, Run } from './grading.tables.js';
import { liveGraders } from './live-graders.js';
import { Grading, MOST_TRIES } from './grading.js';

/** A run that is due and was not begun within this time is announced again. */
const ASK_AGAIN_MS = 5_000;

/** A run that its worker gave up too often. */
export interface AbandonedRun {
  readonly exerciseVersion: string;
  readonly runtime: string;
  readonly seed: number;
}

export interface GraderNotice {
  readonly id: string;
  readonly mode: GraderRow['mode'];
  readonly reason: string;
  readonly runtimes: string[];
  readonly slots: number;
  readonly draining: boolean;
}

/** Finds what was lost: runs whose worker died, and runs that nobody was told of. Any worker may call it at any time. */
@Injectable()
export class Watch {
  constructor(
    private readonly db: Db,
    private readonly outbox: Outbox,
    private readonly grading: Grading,
  ) {}

  async sweep(
    leaseMs: number,
    brokenVerdict: (run: AbandonedRun) => Promise<Verdict>,
  ): Promise<{ lost: number; asked: number }> {
    const lost = await this.abandoned(leaseMs);
    for (const run of lost) {
      if (run.tries < MOST_TRIES) await this.takeBack(run);
      else
        await this.giveUp(
          run,
          await brokenVerdict({
            exerciseVersion: run.exerciseVersion ?? run.submission!.exerciseVersion,
            runtime: run.runtime,
            seed: run.seed,
          }),
        );
    }
    return { lost: lost.length, asked: await this.askAgain() };
  }

  /** A worker's sign of life: what it is, for health, the wait estimate and stewards. The first one registers it. */
  async sign(grader: GraderNotice): Promise<void> {
    await this.db.read.query(
      `INSERT INTO graders (id, mode, reason, runtimes, slots, draining, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())
       ON CONFLICT (id) DO UPDATE SET
         mode = $2, reason = $3, runtimes = $4, slots = $5, draining = $6, seen_at = clock_timestamp()`,
      [grader.id, grader.mode, grader.reason, JSON.stringify(grader.runtimes), grader.slots, grader.draining],
    );
    await this.db.read.query(`DELETE FROM graders WHERE seen_at < clock_timestamp() - interval '1 day'`);
  }

  async leave(id: string): Promise<void> {
    await this.db.read.delete(GraderRow, { id });
  }

  /** Workers that were seen lately. */
  graders(): Promise<GraderRow[]> {
    return liveGraders(this.db.read);
  }

  private abandoned(leaseMs: number): Promise<Run[]> {
    return this.db.read
      .createQueryBuilder(Run, 'r')
      .innerJoinAndSelect('r.submission', 's')
      .where(
        `r.status = 'running' AND r.heartbeat_at < clock_timestamp() - :leaseMs * interval '1 millisecond'`,
        { leaseMs },
      )
      .orderBy('r.heartbeat_at')
      .limit(50)
      .getMany();
  }

  private takeBack(run: Run): Promise<void> {
    return this.db.transaction(async (tx) => {
      const still = await tx.findOne(Run, {
        where: { id: run.id, lease: run.lease!, status: 'running' },
        lock: { mode: 'pessimistic_write' },
      });
      if (still) await this.grading.requeue(tx, still);
    });
  }

  private giveUp(run: Run, verdict: Verdict): Promise<void> {
    return this.grading.settle(
      {
        runId: run.id,
        lease: run.lease!,
        submissionId: run.submissionId,
        exerciseVersion: '',
        files: {},
        purpose: run.purpose,
        runtime: run.runtime,
        seed: run.seed,
      },
      verdict,
      `The worker ${run.worker} stopped answering. The run was begun ${run.tries} times.`,
    );
  }

  private askAgain(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const due: Run[] = await tx
        .createQueryBuilder(Run, 'r')
        .where(
          `r.status = 'queued' AND r.not_before <= clock_timestamp() AND r.asked_at < clock_timestamp() - ${ASK_AGAIN_MS} * interval '1 millisecond'`,
        )
        .orderBy('r.created_at')
        .limit(100)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany();
      for (const run of due) {
        await tx.update(Run, { id: run.id }, { askedAt: () => 'clock_timestamp()' });
        await this.outbox.add(tx, gradeNext, { runId: run.id });
      }
      return due.length;
    });
  }
}
