import type { RunPurpose } from '#contract';
import type { Db, Tx } from '#platform';
import { Run } from './grading.tables.js';

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
 * learner was last served, whichever is later: nobody is held up by somebody's many runs, and nobody waits for ever.
 */
const line = `
  SELECT r.id, r.priority, r.not_before,
    row_number() OVER (PARTITION BY r.person_id, r.priority ORDER BY r.created_at, r.id)
      + (SELECT count(*) FROM runs b WHERE b.status = 'running' AND b.person_id = r.person_id) AS turn,
    greatest(r.created_at, (SELECT max(b.started_at) FROM runs b WHERE b.person_id = r.person_id)) AS since
  FROM runs r
  WHERE r.status = 'queued'`;

/** Locks and returns the run that is next for a worker that has its runtime, or nothing. Two workers never get the same one. */
export async function nextInLine(tx: Tx, worker: string): Promise<string | undefined> {
  const rows: { id: string }[] = await tx.query(
    `WITH line AS (${line})
    SELECT r.id FROM runs r JOIN line l ON l.id = r.id
    WHERE r.status = 'queued' AND l.not_before <= clock_timestamp()
      AND NOT EXISTS (SELECT 1 FROM runs b WHERE b.status = 'running' AND b.person_id = r.person_id
        AND b.exercise = r.exercise AND b.purpose IN ('grade', 'practice') AND r.purpose IN ('grade', 'practice'))
      AND NOT EXISTS (SELECT 1 FROM graders g WHERE g.id = $1 AND NOT g.runtimes ? r.runtime)
    ORDER BY l.priority, l.turn, l.since, l.id
    LIMIT 1
    FOR UPDATE OF r SKIP LOCKED`,
    [worker],
  );
  return rows[0]?.id;
}

/** Place in line, 1 is next; null when the run does not wait. */
export async function placeOf(db: Db, runId: string): Promise<number | null> {
  const rows: { place: string }[] = await db.read.query(
    `WITH line AS (${line}), placed AS (SELECT id, row_number() OVER (ORDER BY priority, turn, since, id) AS place FROM line)
     SELECT place FROM placed WHERE id = $1`,
    [runId],
  );
  return rows[0] ? Number(rows[0].place) : null;
}

/** Runs that wait. */
export const lengthOfLine = (db: Db): Promise<number> => db.read.countBy(Run, { status: 'queued' });
