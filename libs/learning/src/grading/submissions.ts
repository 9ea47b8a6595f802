import { Injectable } from '@nestjs/common';
import type { SubmissionEvent, SubmissionList, SubmissionView } from '#contract';
import { Db, Notices, Problem, type Tx } from '#platform';
import { Run, Submission, VerdictRow } from './grading.tables.js';
import { Incidents } from './incidents.js';
import { Pace } from './pace.js';
import { topicOf, withdrawalOf } from './topic.js';

const PAGE = 20;
/** A notice can be lost; whoever watches looks again after this time. */
const LOOK_AGAIN_MS = 1_000;

/** What learners read of their own submissions. Somebody else's do not exist for them. */
@Injectable()
export class Submissions {
  constructor(
    private readonly db: Db,
    private readonly notices: Notices,
    private readonly pace: Pace,
    private readonly incidents: Incidents,
  ) {}

  async require(personId: string, id: string): Promise<SubmissionView> {
    return this.view(await this.find(personId, id));
  }

  private async find(personId: string, id: string): Promise<Submission> {
    const submission = await this.db.read.findOneBy(Submission, { id, personId });
    if (!submission) throw new Problem('not-found', 'There is no such submission of yours.');
    return submission;
  }

  private async view(submission: Submission): Promise<SubmissionView> {
    const { id } = submission;
    const { run, verdict } = await this.latest(id);
    const standing = run.status === 'queued' ? await this.pace.standing(run.id) : null;
    return {
      id,
      exercise: submission.exercise,
      exerciseVersion: submission.exerciseVersion,
      status: run.status,
      purpose: run.purpose,
      outcome: verdict?.outcome ?? null,
      place: standing?.place ?? null,
      estimate: standing?.estimate ?? null,
      checks: run.checks,
      verdict: verdict?.document ?? null,
      files: submission.files,
      createdAt: submission.createdAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
    };
  }

  /** Newest first; `after` is the id of the last one seen. */
  async list(personId: string, filter: { exercise?: string; after?: string }): Promise<SubmissionList> {
    const rows: (Omit<SubmissionList['items'][number], 'createdAt' | 'finishedAt'> & {
      createdAt: Date;
      finishedAt: Date | null;
    })[] = await this.db.read.query(
      `SELECT s.id, s.exercise, r.status, r.purpose, v.outcome, v.document->>'message' AS message,
         s.created_at AS "createdAt", r.finished_at AS "finishedAt"
       FROM submissions s
       JOIN LATERAL (SELECT * FROM runs WHERE submission_id = s.id AND effective ORDER BY created_at DESC LIMIT 1) r ON true
       LEFT JOIN verdicts v ON v.run_id = r.id
       WHERE s.person_id = $1 AND ($2::text IS NULL OR s.exercise = $2)
         AND ($3::uuid IS NULL OR (s.created_at, s.id) < (SELECT created_at, id FROM submissions WHERE id = $3 AND person_id = $1))
       ORDER BY s.created_at DESC, s.id DESC LIMIT ${PAGE + 1}`,
      [personId, filter.exercise ?? null, filter.after ?? null],
    );
    const items = rows.slice(0, PAGE).map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
    }));
    return { items, next: rows.length > PAGE ? items.at(-1)!.id : null };
  }

  /** What changes, as it changes, until the verdict. Each check is told once; a reader who comes back starts anew. */
  async *watch(personId: string, id: string, signal: AbortSignal): AsyncGenerator<SubmissionEvent> {
    let told: Told = { status: '', place: 0, seconds: 0, checks: 0 };
    let wake: () => void = () => undefined;
    let changed = false;
    const off = this.notices.on(topicOf(id), () => {
      changed = true;
      wake();
    });
    signal.addEventListener('abort', () => wake());
    try {
      const submission = await this.find(personId, id);
      while (!signal.aborted) {
        changed = false;
        const now = await this.view(submission);
        const events = news(told, now);
        yield* events;
        if (now.status === 'done' || now.status === 'cancelled' || now.status === 'awaiting-review') return;
        told = {
          status: now.status,
          place: now.place ?? 0,
          seconds: now.estimate?.seconds ?? 0,
          checks: now.status === 'running' ? now.checks.length : 0,
        };
        if (!changed && !signal.aborted) await sleepOrWake((run) => (wake = run));
      }
    } finally {
      off();
    }
  }

  /** Erases what a person wrote when the account is deleted. Verdicts stay, without whose they were. */
  async forget(tx: Tx, personId: string): Promise<void> {
    // Whoever hands in or credits holds the person, so that nothing of theirs comes after this.
    await tx.query('SELECT 1 FROM people WHERE id = $1 FOR UPDATE', [personId]);
    // All runs next, so that no verdict and no retry slips in between.
    await tx.query('SELECT 1 FROM runs WHERE person_id = $1 FOR UPDATE', [personId]);
    const [cancelled]: [{ id: string }[], number] = await tx.query(
      `UPDATE runs SET status = 'cancelled', lease = NULL, finished_at = clock_timestamp()
       WHERE person_id = $1 AND status IN ('queued', 'running', 'awaiting-review') RETURNING id`,
      [personId],
    );
    for (const { id } of cancelled) await this.notices.send(tx, withdrawalOf(id));
    await this.incidents.forget(tx, personId);
    // What a learner wrote can stand in messages and own lines; which checks held is kept.
    await tx.query(
      `UPDATE verdicts v SET document = v.document || jsonb_build_object('message', null, 'frames', '[]'::jsonb, 'checks',
         (SELECT coalesce(jsonb_agg(c || '{"message": null, "expected": null, "actual": null, "frames": []}'), '[]')
          FROM jsonb_array_elements(v.document->'checks') c))
       FROM runs r WHERE r.id = v.run_id AND r.person_id = $1`,
      [personId],
    );
    await tx.update(Run, { personId }, { personId: null, checks: [] });
    await tx.update(Submission, { personId }, { personId: null, files: {}, idempotencyKey: null });
  }

  /** A person's submissions with their files, oldest first, each read when it is asked for: all may not fit in memory. */
  async *export(personId: string): AsyncGenerator<SubmissionView> {
    let rows: { id: string }[] = [];
    do {
      rows = await this.db.read.query(
        `SELECT id FROM submissions WHERE person_id = $1
           AND ($2::uuid IS NULL OR (created_at, id) > (SELECT created_at, id FROM submissions WHERE id = $2))
         ORDER BY created_at, id LIMIT ${PAGE}`,
        [personId, rows.at(-1)?.id ?? null],
      );
      for (const { id } of rows) yield await this.require(personId, id);
    } while (rows.length === PAGE);
  }

  private async latest(submissionId: string): Promise<{ run: Run; verdict: VerdictRow | null }> {
    const run = await this.db.read.findOneOrFail(Run, {
      where: { submissionId, effective: true },
      order: { createdAt: 'DESC' },
    });
    const verdict =
      run.status === 'done' ? await this.db.read.findOneBy(VerdictRow, { runId: run.id }) : null;
    return { run, verdict };
  }
}

interface Told {
  readonly status: string;
  readonly place: number;
  readonly seconds: number;
  readonly checks: number;
}

/** The events between what was told and what is. */
function news(told: Told, now: SubmissionView): SubmissionEvent[] {
  const events: SubmissionEvent[] = [];
  const { place, estimate } = now;
  const moved = place !== told.place || (estimate?.seconds ?? 0) !== told.seconds;
  if (now.status === 'queued' && place && moved) events.push({ type: 'queued', place, estimate });
  if (now.status === 'running' && told.status !== 'running') events.push({ type: 'running' });
  if (now.status === 'running' || now.status === 'done' || now.status === 'awaiting-review') {
    for (const check of now.checks.slice(told.status === 'running' ? told.checks : 0))
      events.push({ type: 'check', check });
  }
  if (now.status === 'awaiting-review') events.push({ type: 'awaiting-review' });
  if (now.status === 'cancelled') events.push({ type: 'cancelled' });
  if (now.verdict) events.push({ type: 'verdict', verdict: now.verdict });
  return events;
}

const sleepOrWake = (listen: (wake: () => void) => void) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LOOK_AGAIN_MS);
    listen(() => {
      clearTimeout(timer);
      resolve();
    });
  });
