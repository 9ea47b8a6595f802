import { Injectable } from '@nestjs/common';
import type { Outcome, Verdict } from '#contract';
import { Db, Outbox, type Tx } from '#platform';
import { RegradeRow, Run, VerdictRow } from './grading.tables.js';
import { joinLine } from './line.js';

/** Which stored work is looked at. */
export interface RegradeFilter {
  readonly exercise?: string;
  readonly since?: Date;
}

/** A submission as it could be graded again: with its own files and seed, by the version in force. */
export interface StoredWork {
  readonly runId: string;
  readonly submissionId: string;
  readonly exercise: string;
  readonly files: Record<string, string>;
  readonly runtime: string;
  readonly seed: number;
  /** What it was graded by, and what came out. */
  readonly version: string;
  readonly outcome: Outcome;
  readonly resultHash: string;
  /** The version in force. */
  readonly target: string;
}

/** Work whose result is another one by the version in force. */
export interface Difference {
  readonly runId: string;
  readonly submissionId: string;
  readonly exercise: string;
  readonly from: { readonly version: string; readonly outcome: Outcome; readonly resultHash: string };
  readonly to: { readonly version: string; readonly outcome: Outcome; readonly resultHash: string };
}

const PAGE = 100;
const RANK: Record<Outcome, number> = { broken: 0, errored: 1, failed: 1, passed: 2 };

/**
 * Stored work graded again, after its checks or the engine have changed. Looking changes nothing; applying puts runs in
 * line, and what they say can only help: see `lift`.
 */
@Injectable()
export class Regrades {
  constructor(
    private readonly db: Db,
    private readonly outbox: Outbox,
  ) {}

  /** Graded work whose learner is still here, oldest first. Practice and what waits for a mentor are left alone. */
  async *stored(filter: RegradeFilter = {}): AsyncGenerator<StoredWork> {
    let after: [Date, string] = [filter.since ?? new Date(0), '00000000-0000-0000-0000-000000000000'];
    for (;;) {
      const rows: (StoredWork & { at: Date; seed: string })[] = await this.db.read.query(
        `SELECT s.id AS "submissionId", r.id AS "runId", s.exercise, s.files, r.runtime, r.seed, e.version AS target,
           v.document->>'exerciseVersion' AS version, v.outcome, v.document->>'resultHash' AS "resultHash",
           date_trunc('milliseconds', s.created_at) AS at
         FROM submissions s
         JOIN LATERAL (SELECT * FROM runs WHERE submission_id = s.id AND effective ORDER BY created_at DESC LIMIT 1) r ON true
         JOIN verdicts v ON v.run_id = r.id
         JOIN exercises e ON e.slug = s.exercise AND e.status <> 'retired'
         JOIN exercise_versions x ON x.hash = e.version AND x.shown->>'kind' <> 'review'
         WHERE s.person_id IS NOT NULL AND r.status = 'done' AND r.purpose <> 'practice'
           AND ($1::text IS NULL OR s.exercise = $1)
           AND (date_trunc('milliseconds', s.created_at), s.id) > ($2::timestamptz, $3::uuid)
         ORDER BY date_trunc('milliseconds', s.created_at), s.id LIMIT ${PAGE}`,
        [filter.exercise ?? null, ...after],
      );
      for (const { at: _at, seed, ...work } of rows) yield { ...work, seed: Number(seed) };
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = [last.at, last.submissionId];
    }
  }

  /**
   * Puts a run in line for each difference, behind everybody's own work, with a row that says who asked for what. What
   * was put in line before, or has said the same before, is left out: applying twice changes nothing more.
   */
  async apply(filter: RegradeFilter, lookedAt: number, found: readonly Difference[]): Promise<number> {
    return this.db.transaction(async (tx) => {
      // Two stewards at once would each miss what the other puts in line.
      await tx.query('LOCK TABLE regrades IN SHARE ROW EXCLUSIVE MODE');
      const queued: (Difference & { regradeRunId: string })[] = [];
      for (const difference of found) {
        const origin = await tx.findOneBy(Run, { id: difference.runId });
        if (!origin?.personId || (await isKnown(tx, difference))) continue;
        const { submissionId, personId, exercise, runtime, seed } = origin;
        const again = { submissionId, personId, exercise, runtime, seed, originId: origin.id };
        const exerciseVersion = difference.to.version;
        const regradeRunId = await joinLine(tx, this.outbox, {
          ...again,
          purpose: 're-grade',
          exerciseVersion,
        });
        queued.push({ ...difference, regradeRunId });
      }
      const { exercise = null, since = null } = filter;
      await tx.insert(RegradeRow, { exercise, since, lookedAt, queued: queued as never });
      return queued.length;
    });
  }
}

/** Whether a re-grade by this version waits, runs, or came to this result already. */
async function isKnown(tx: Tx, { submissionId, to }: Difference): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `SELECT 1 FROM runs r LEFT JOIN verdicts v ON v.run_id = r.id
     WHERE r.submission_id = $1 AND r.purpose = 're-grade' AND r.exercise_version = $2
       AND (r.status IN ('queued', 'running') OR v.document->>'resultHash' = $3)`,
    [submissionId, to.version, to.resultHash],
  );
  return rows.length > 0;
}

/**
 * Makes the verdict of a re-grade the submission's, when it is better than the one there is. Otherwise it stands beside,
 * for stewards to see: what a learner has passed stays passed, and a failure that was not theirs is no attempt of theirs.
 */
export async function lift(tx: Tx, run: Run, verdict: Verdict): Promise<boolean> {
  const [present]: Pick<VerdictRow, 'outcome'>[] = await tx.query(
    `SELECT v.outcome FROM runs r JOIN verdicts v ON v.run_id = r.id
     WHERE r.submission_id = $1 AND r.effective AND r.id <> $2 ORDER BY r.created_at DESC LIMIT 1`,
    [run.submissionId, run.id],
  );
  if (!run.personId || !present || RANK[verdict.outcome] <= RANK[present.outcome]) return false;
  await tx.update(Run, { id: run.id }, { effective: true });
  return true;
}
