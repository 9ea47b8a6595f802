import { gradeNext, type RunPurpose } from '#contract';
import type { Db, Outbox, Tx } from '#platform';
import { Run } from './grading.tables.js';

/** A lower priority that waits gets one run in ten, so that it is slow and never stands still. */
const PASSED_OVER = 9;
/** Audits, proofs and re-grades stand beside the verdict that a submission has, until somebody applies one. */
const BESIDE: readonly RunPurpose[] = ['audit', 'proof', 're-grade'];

/** Lower is served first. */
export const PRIORITY: Record<RunPurpose, number> = {
  grade: 10,
  appeal: 10,
  practice: 20,
  're-grade': 30,
  audit: 40,
  proof: 40,
};

/**
 * The order of service, in one place: by priority, then round robin over learners. A learner's runs take turns (fewer of
 * one's own being graded or in front come first), and within a turn a run counts from when it was handed in or when its
 * learner was last served, whichever is later: nobody is held up by somebody's many runs, and nobody waits for ever. A
 * learner's runs of a lower priority, such as audits, take no turn away.
 */
const line = `
  SELECT r.id, r.exercise, r.runtime, r.priority, r.not_before,
    row_number() OVER (PARTITION BY r.person_id, r.priority ORDER BY r.created_at, r.id)
      + (SELECT count(*) FROM runs b
         WHERE b.status = 'running' AND b.person_id = r.person_id AND b.priority <= r.priority) AS turn,
    greatest(r.created_at, (SELECT max(b.started_at) FROM runs b
      WHERE b.person_id = r.person_id AND b.priority <= r.priority)) AS since
  FROM runs r
  WHERE r.status = 'queued'`;

/** What stands in line, beside what it needs to be found by workers. */
export type Newcomer = Pick<
  Run,
  'submissionId' | 'personId' | 'exercise' | 'purpose' | 'runtime' | 'seed' | 'originId'
> & { exerciseVersion?: string | null };

/** Puts a run in line and tells the workers, once the caller's transaction commits. Gives the id of the run. */
export async function joinLine(tx: Tx, outbox: Outbox, newcomer: Newcomer): Promise<string> {
  const { purpose } = newcomer;
  const effective = !BESIDE.includes(purpose);
  const run = await tx.save(Run, { ...newcomer, priority: PRIORITY[purpose], effective });
  await outbox.add(tx, gradeNext, { runId: run.id });
  return run.id;
}

/**
 * The run that is next for the worker $1, locked: one whose runtime it has, or no row. Two workers never get the same one. A
 * part of a larger statement, because a round trip to the database costs about as long as to find the run.
 */
export const nextInLine = `
  WITH line AS (${line}),
  lately AS (SELECT priority FROM runs WHERE started_at IS NOT NULL ORDER BY started_at DESC LIMIT ${PASSED_OVER}),
  passed_over AS (SELECT count(*) = ${PASSED_OVER} AS enough, max(priority) AS lowest FROM lately)
  SELECT r.id FROM runs r JOIN line l ON l.id = r.id CROSS JOIN passed_over p
  WHERE r.status = 'queued' AND l.not_before <= clock_timestamp()
    AND NOT EXISTS (SELECT 1 FROM runs b WHERE b.status = 'running' AND b.person_id = r.person_id
      AND b.exercise = r.exercise AND b.purpose IN ('grade', 'practice') AND r.purpose IN ('grade', 'practice'))
    AND NOT EXISTS (SELECT 1 FROM graders g WHERE g.id = $1 AND NOT g.runtimes ? r.runtime)
  ORDER BY (p.enough AND l.priority > p.lowest) DESC, l.priority, l.turn, l.since, l.id
  LIMIT 1
  FOR UPDATE OF r SKIP LOCKED`;

/** A run that waits, with what it takes to say when its turn comes. */
export interface Waiting {
  readonly id: string;
  readonly exercise: string;
  readonly runtime: string;
  /** Milliseconds until it is due: our own fault waits a little before it is tried again. */
  readonly dueInMs: number;
}

/** Everything that waits, next first. One run in ten may be served out of this order, see `PASSED_OVER`. */
export async function wholeLine(db: Db): Promise<Waiting[]> {
  return db.read.query(
    `WITH line AS (${line})
     SELECT id, exercise, runtime, greatest(0, extract(epoch FROM not_before - clock_timestamp()) * 1000)::float8 AS "dueInMs"
     FROM line ORDER BY priority, turn, since, id`,
  );
}

/** Runs that wait. */
export const lengthOfLine = (db: Db): Promise<number> => db.read.countBy(Run, { status: 'queued' });
