import { createHash, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { gradeNext, type CheckResult, type SubmitSolution, type Verdict } from '#contract';
import { Db, Notices, Outbox, Problem, violates, type Tx } from '#platform';
import { Certificates } from '../certificates/index.js';
import { Exercises } from '../exercises/index.js';
import { perSubject, Throttles } from '../people/index.js';
import { Progress } from '../progress/index.js';
import { Run, Submission, VerdictRow } from './grading.tables.js';
import { acceptFiles } from './hand-in.js';
import { nextInLine, PRIORITY } from './line.js';
import { runtimeFor } from './runtime.js';

/** How often our own fault is tried again, and how long it waits before: 2, 4 s. */
export const MOST_TRIES = 3;
/** More than anybody writes; without it one account could fill the disk with files that nobody grades. */
export const MOST_AN_HOUR = 120;
const BACK_OFF_MS = 2_000;

/** A run in a worker's hands. The lease is the right to settle it. */
export interface Claim {
  readonly runId: string;
  readonly lease: string;
  readonly submissionId: string;
  readonly exerciseVersion: string;
  readonly files: Record<string, string>;
  readonly runtime: string;
  readonly seed: number;
}

export const topicOf = (submissionId: string) => `submission:${submissionId}`;

/** The life of a submission, start to finish: read this file first. States: docs/decisions/0007. */
@Injectable()
export class Grading {
  constructor(
    private readonly db: Db,
    private readonly outbox: Outbox,
    private readonly notices: Notices,
    private readonly exercises: Exercises,
    private readonly progress: Progress,
    private readonly certificates: Certificates,
    private readonly throttles: Throttles,
  ) {}

  /**
   * Takes a hand-in: it is stored, in line and announced to the graders, or nothing happened. With an idempotency key
   * the same request gives the same submission. A submission of the same exercise that still waits is replaced.
   */
  async submit(personId: string, request: SubmitSolution, idempotencyKey?: string): Promise<string> {
    await this.throttles.take(perSubject('submissions', personId, MOST_AN_HOUR, 60));
    return this.store(personId, request, idempotencyKey);
  }

  private async store(personId: string, request: SubmitSolution, idempotencyKey?: string): Promise<string> {
    const requestHash = hashOf(request);
    try {
      return await this.db.transaction(async (tx) => {
        const earlier = idempotencyKey && (await tx.findOneBy(Submission, { personId, idempotencyKey }));
        if (earlier) return sameRequest(earlier, requestHash);
        const exercise = await this.exercises.require(tx, request.exercise);
        const files = acceptFiles(request.files, exercise.edit);
        const submission = await tx.save(Submission, {
          personId,
          exercise: exercise.slug,
          exerciseVersion: exercise.version,
          files,
          idempotencyKey: idempotencyKey ?? null,
          requestHash,
        });
        await this.replaceQueued(tx, personId, exercise.slug);
        const runtime = await runtimeFor(tx, personId, exercise);
        await this.queue(tx, submission, request.purpose, runtime);
        return submission.id;
      });
    } catch (error) {
      // The same key or the same exercise arrived twice at once; the other one has committed now.
      if (violates(error, 'submissions_idempotency_key') || violates(error, 'runs_one_queued_idx'))
        return this.store(personId, request, idempotencyKey);
      throw error;
    }
  }

  /** Takes back a submission that still waits. */
  withdraw(personId: string, submissionId: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const submission = await tx.findOneBy(Submission, { id: submissionId, personId });
      if (!submission) throw new Problem('not-found');
      const { affected } = await tx.update(
        Run,
        { submissionId, status: 'queued' },
        { status: 'cancelled', finishedAt: () => 'clock_timestamp()' },
      );
      if (!affected) throw new Problem('submission-finished');
      await this.notices.send(tx, topicOf(submissionId));
    });
  }

  /** Gives a worker the run that is next, with a new lease; undefined when nothing is due. */
  async claim(worker: string): Promise<Claim | undefined> {
    try {
      return await this.db.transaction(async (tx) => {
        const runId = await nextInLine(tx, worker);
        if (!runId) return undefined;
        const now = () => 'clock_timestamp()';
        const { raw } = await tx
          .createQueryBuilder()
          .update(Run)
          .set({
            status: 'running',
            lease: () => 'gen_random_uuid()',
            worker,
            tries: () => 'tries + 1',
            checks: [],
            startedAt: now,
            heartbeatAt: now,
          })
          .where({ id: runId })
          .returning(['lease'])
          .execute();
        const run = await tx.findOneOrFail(Run, { where: { id: runId }, relations: { submission: true } });
        await this.notices.send(tx, topicOf(run.submissionId));
        const { files, exerciseVersion } = run.submission!;
        return {
          runId,
          lease: (raw as { lease: string }[])[0]!.lease,
          submissionId: run.submissionId,
          exerciseVersion,
          files,
          runtime: run.runtime,
          seed: run.seed,
        };
      });
    } catch (error) {
      // Another worker took a run of the same learner and exercise in the same moment; ask again.
      if (violates(error, 'runs_one_running_idx')) return this.claim(worker);
      throw error;
    }
  }

  /** Keeps the leases of a worker's runs alive, and names those it has lost: what becomes of them no longer matters. */
  async keep(worker: string, runIds: readonly string[], lost: (runId: string) => void): Promise<void> {
    if (runIds.length === 0) return;
    const rows: [{ id: string }[], number] = await this.db.read.query(
      `UPDATE runs SET heartbeat_at = clock_timestamp() WHERE id = ANY($1::uuid[]) AND worker = $2 AND status = 'running' RETURNING id`,
      [runIds, worker],
    );
    const kept = new Set(rows[0].map(({ id }) => id));
    for (const runId of runIds) if (!kept.has(runId)) lost(runId);
  }

  /** Shows a check that has ended to whoever watches. */
  noteCheck({ runId, lease, submissionId }: Claim, check: CheckResult): Promise<void> {
    return this.db.transaction(async (tx) => {
      await tx.query('UPDATE runs SET checks = checks || $3::jsonb WHERE id = $1 AND lease = $2', [
        runId,
        lease,
        JSON.stringify([check]),
      ]);
      await this.notices.send(tx, topicOf(submissionId));
    });
  }

  /**
   * Makes a verdict true, together with the progress and the certificate that follow from it. Only the holder of the
   * lease can, once. Our own fault is tried again and never counts.
   */
  settle(claim: Claim, verdict: Verdict): Promise<void> {
    return this.db.transaction(async (tx) => {
      const run = await tx.findOne(Run, {
        where: { id: claim.runId, lease: claim.lease, status: 'running' },
        lock: { mode: 'pessimistic_write' },
      });
      if (!run) return;
      if (verdict.outcome === 'broken' && verdict.reason === 'infrastructure' && run.tries < MOST_TRIES)
        return this.requeue(tx, run);
      await tx.update(
        Run,
        { id: run.id },
        { status: 'done', lease: null, finishedAt: () => 'clock_timestamp()', checks: verdict.checks },
      );
      await tx.insert(VerdictRow, { runId: run.id, outcome: verdict.outcome, document: verdict as never });
      await this.notices.send(tx, topicOf(run.submissionId));
      // Practice, proofs and a deleted account's runs are no evidence.
      if (
        run.purpose === 'practice' ||
        run.purpose === 'proof' ||
        !run.personId ||
        verdict.outcome === 'broken'
      )
        return;
      const finished = await this.progress.credit(tx, {
        personId: run.personId,
        exercise: run.exercise,
        exerciseVersion: verdict.exerciseVersion,
        runId: run.id,
        outcome: verdict.outcome,
        django: verdict.django ?? run.runtime,
        at: new Date(verdict.finishedAt),
      });
      for (const path of finished) await this.certificates.due(tx, run.personId, path);
    });
  }

  /** A run that another worker gave up, or that broke by our fault, waits in line again. */
  async requeue(tx: Tx, run: Run): Promise<void> {
    const delayMs = BACK_OFF_MS * 2 ** (run.tries - 1);
    await tx.query(
      `UPDATE runs SET status = 'queued', lease = NULL, worker = NULL, checks = '[]', asked_at = clock_timestamp(),
         not_before = clock_timestamp() + $2 * interval '1 millisecond' WHERE id = $1`,
      [run.id, delayMs],
    );
    await this.outbox.add(tx, gradeNext, { runId: run.id }, { delayMs });
    await this.notices.send(tx, topicOf(run.submissionId));
  }

  private async queue(
    tx: Tx,
    submission: Submission,
    purpose: SubmitSolution['purpose'],
    runtime: string,
  ): Promise<void> {
    const run = await tx.save(Run, {
      submissionId: submission.id,
      personId: submission.personId,
      exercise: submission.exercise,
      purpose,
      priority: PRIORITY[purpose],
      runtime,
      seed: randomInt(2 ** 48 - 1),
    });
    await this.outbox.add(tx, gradeNext, { runId: run.id });
  }

  private async replaceQueued(tx: Tx, personId: string, exercise: string): Promise<void> {
    const waiting = await tx.find(Run, {
      where: { personId, exercise, status: 'queued' },
      lock: { mode: 'pessimistic_write' },
    });
    for (const run of waiting) {
      if (run.purpose !== 'grade' && run.purpose !== 'practice') continue;
      await tx.update(Run, { id: run.id }, { status: 'cancelled', finishedAt: () => 'clock_timestamp()' });
      await this.notices.send(tx, topicOf(run.submissionId));
    }
  }
}

function sameRequest(earlier: Submission, requestHash: string): string {
  if (earlier.requestHash !== requestHash) throw new Problem('idempotency-key-reused');
  return earlier.id;
}

/** Equal for equal requests, whatever the order of the files. */
function hashOf({ exercise, purpose, files }: SubmitSolution): string {
  // What is no text is refused later; until then it may be nested deeper than JSON can be written.
  const texts = Object.entries(files).map(
    ([path, text]) => [path, typeof text === 'string' ? text : null] as const,
  );
  const sorted = texts.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([exercise, purpose, sorted]))
    .digest('hex');
}
