import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type CheckResult,
  type DjangoVersion,
  gradeNext,
  type RunPurpose,
  type SubmitSolution,
  type Verdict,
} from '#contract';
import { CONFIG, Db, noticeOf, Notices, Outbox, Problem, violates, type Tx } from '#platform';
import { Certificates } from '../certificates/index.js';
import { Exercises, type RequiredExercise } from '../exercises/index.js';
import { perSubject, Throttles } from '../people/index.js';
import { Progress } from '../progress/index.js';
import { type GraderRow, Run, Submission, VerdictRow } from './grading.tables.js';
import { acceptFiles } from './hand-in.js';
import { Incidents } from './incidents.js';
import { joinLine, lengthOfLine, nextInLine } from './line.js';
import { liveGraders } from './live-graders.js';
import { Pace } from './pace.js';
import { lift } from './regrades.js';
import { hashOf } from './request-hash.js';
import { runtimeFor } from './runtime.js';
import { gradingSettings } from './settings.js';
import { tally } from './tallies.js';
import { topicOf, withdrawalOf } from './topic.js';

/** How often our own fault is tried again, and how long it waits before: 2, 4 s. */
export const MOST_TRIES = 3;
/** More than anybody writes; without it one account could fill the disk with files that nobody grades. */
export const MOST_AN_HOUR = 120;
const BACK_OFF_MS = 2_000;
/** Some minutes of work for a small server. Beyond it nobody is helped by being taken in. */
export const LONGEST_LINE = 5_000;

/** A run in a worker's hands. The lease is the right to settle it. */
export interface Claim {
  readonly runId: string;
  readonly lease: string;
  readonly submissionId: string;
  readonly exerciseVersion: string;
  readonly files: Record<string, string>;
  readonly purpose: RunPurpose;
  readonly runtime: string;
  readonly seed: number;
}

interface Wanted {
  readonly exercise: RequiredExercise;
  readonly graders: readonly GraderRow[];
}

/** The life of a submission, start to finish: read this file first. States: docs/decisions/0007. */
@Injectable()
export class Grading {
  private readonly auditPercent: number;

  constructor(
    private readonly db: Db,
    private readonly outbox: Outbox,
    private readonly notices: Notices,
    private readonly exercises: Exercises,
    private readonly progress: Progress,
    private readonly certificates: Certificates,
    private readonly throttles: Throttles,
    private readonly pace: Pace,
    private readonly incidents: Incidents,
    @Inject(CONFIG) config: object,
  ) {
    this.auditPercent = gradingSettings.parse(config).GRADING_AUDIT_PERCENT;
  }

  /**
   * Takes a hand-in: it is stored, in line and announced to the graders, or nothing happened. With an idempotency key
   * the same request gives the same submission. A submission of the same exercise that still waits is replaced.
   */
  async submit(personId: string, request: SubmitSolution, idempotencyKey?: string): Promise<string> {
    const wanted = this.wanted(request);
    await Promise.all([
      this.throttles.take(perSubject('submissions', personId, MOST_AN_HOUR, 60)),
      lengthOfLine(this.db).then(async (length) => {
        if (length >= LONGEST_LINE) throw await this.lineFull();
      }),
      wanted.catch(() => undefined),
    ]);
    return this.store(personId, request, wanted, idempotencyKey);
  }

  /** What a hand-in needs to know and does not change: read beside what decides whether it may come. */
  private async wanted({ exercise }: SubmitSolution): Promise<Wanted> {
    const [required, graders] = await Promise.all([
      this.exercises.require(this.db.read, exercise),
      liveGraders(this.db.read),
    ]);
    return { exercise: required, graders };
  }

  private async store(
    personId: string,
    request: SubmitSolution,
    wanted: Promise<Wanted>,
    idempotencyKey?: string,
  ): Promise<string> {
    const requestHash = hashOf(request);
    try {
      return await this.db.transaction(async (tx) => {
        const person = await keepPerson(tx, personId);
        const earlier = idempotencyKey && (await tx.findOneBy(Submission, { personId, idempotencyKey }));
        if (earlier) return sameRequest(earlier, requestHash);
        const { exercise, graders } = await wanted;
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
        await joinLine(tx, this.outbox, {
          submissionId: submission.id,
          personId,
          exercise: exercise.slug,
          purpose: request.purpose,
          runtime: runtimeFor(person.django, exercise, graders),
          seed: randomInt(2 ** 48 - 1),
          originId: null,
        });
        return submission.id;
      });
    } catch (error) {
      // The same key or the same exercise arrived twice at once; the other one has committed now.
      if (violates(error, 'submissions_idempotency_key') || violates(error, 'runs_one_queued_idx'))
        return this.store(personId, request, wanted, idempotencyKey);
      throw error;
    }
  }

  /** Takes back a submission that waits or runs; the worker that has it is told to stop. */
  withdraw(personId: string, submissionId: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const submission = await tx.findOneBy(Submission, { id: submissionId, personId });
      if (!submission) throw new Problem('not-found', 'There is no such submission of yours.');
      const [cancelled]: [{ id: string }[], number] = await tx.query(
        `UPDATE runs SET status = 'cancelled', lease = NULL, finished_at = clock_timestamp()
         WHERE submission_id = $1 AND status IN ('queued', 'running') AND effective RETURNING id`,
        [submissionId],
      );
      if (cancelled.length === 0) throw new Problem('submission-finished');
      for (const { id } of cancelled) await this.notices.send(tx, withdrawalOf(id));
      await this.notices.send(tx, topicOf(submissionId));
    });
  }

  /** Calls `hear` when a claimed run is withdrawn, until the answer is called. A lost notice is made up for by `keep`. */
  onWithdrawal({ runId }: Claim, hear: () => void): () => void {
    return this.notices.on(withdrawalOf(runId), hear);
  }

  /** Gives a worker the run that is next, with a new lease; undefined when nothing is due. */
  async claim(worker: string): Promise<Claim | undefined> {
    try {
      const [claim]: Claim[] = await this.db.read.query(
        `WITH next AS (${nextInLine}),
         taken AS (
           UPDATE runs r SET status = 'running', lease = gen_random_uuid(), worker = $1, tries = tries + 1, checks = '[]',
             started_at = clock_timestamp(), heartbeat_at = clock_timestamp()
           FROM next WHERE r.id = next.id AND r.status = 'queued' RETURNING r.*)
         SELECT t.id AS "runId", t.lease, t.submission_id AS "submissionId",
           coalesce(t.exercise_version, s.exercise_version) AS "exerciseVersion", s.files, t.purpose, t.runtime,
           t.seed::float8 AS seed, ${noticeOf(`'${topicOf('')}' || s.id`)}::text AS told
         FROM taken t JOIN submissions s ON s.id = t.submission_id`,
        [worker],
      );
      return claim;
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

  /** Shows checks that have ended to whoever watches. */
  async noteChecks({ runId, lease, submissionId }: Claim, checks: readonly CheckResult[]): Promise<void> {
    await this.db.read.query(
      `WITH noted AS (UPDATE runs SET checks = checks || $3::jsonb WHERE id = $1 AND lease = $2 RETURNING id)
       SELECT ${noticeOf('$4')} FROM noted`,
      [runId, lease, JSON.stringify(checks), topicOf(submissionId)],
    );
  }

  /**
   * Makes a verdict true, together with the progress and the certificate that follow from it. Only the holder of the
   * lease can, once. Our own fault is tried again, then parked with `fault` for a steward, and never counts.
   */
  settle(claim: Claim, verdict: Verdict, fault = ''): Promise<void> {
    return this.db.transaction(async (tx) => {
      // Before the run, in the order of the end of an account: what is credited refers to the person.
      await tx.query(
        'SELECT 1 FROM people WHERE id = (SELECT person_id FROM runs WHERE id = $1) FOR KEY SHARE',
        [claim.runId],
      );
      const run = await tx.findOne(Run, {
        where: { id: claim.runId, lease: claim.lease, status: 'running' },
        lock: { mode: 'pessimistic_write' },
      });
      if (!run) return;
      if (verdict.outcome === 'broken' && verdict.reason === 'infrastructure' && run.tries < MOST_TRIES)
        return this.requeue(tx, run);
      const isGate = verdict.outcome === 'passed' && (await this.isReview(tx, verdict));
      const waits = isGate && countsForLearner(run);
      const [[ended]]: [[{ at: Date }], number] = await tx.query(
        `UPDATE runs SET status = $3, lease = NULL, checks = $2,
           finished_at = CASE WHEN $3 = 'done' THEN clock_timestamp() END
         WHERE id = $1 RETURNING clock_timestamp() AS at`,
        [run.id, JSON.stringify(verdict.checks), waits ? 'awaiting-review' : 'done'],
      );
      await this.notices.send(tx, topicOf(run.submissionId));
      await tally(tx, run, verdict, ended.at);
      if (waits) return; // the verdict is a mentor's to give
      await tx.insert(VerdictRow, { runId: run.id, outcome: verdict.outcome, document: verdict as never });
      if (verdict.outcome === 'broken') return this.incidents.park(tx, run, verdict, fault);
      if (run.purpose === 'audit') return this.incidents.compare(tx, run, verdict);
      if (isGate) return; // as practice: that the form is right says nothing of the skill
      if (run.purpose === 're-grade') run.effective = await lift(tx, run, verdict);
      await this.credit(tx, run, verdict);
      if (run.purpose === 'grade' && randomInt(10_000) < this.auditPercent * 100) await this.audit(tx, run);
    });
  }

  /** Whether a mentor has the last word about what was graded. */
  private async isReview(tx: Tx, { exerciseVersion }: Verdict): Promise<boolean> {
    return (await this.exercises.kindOf(tx, exerciseVersion)) === 'review';
  }

  /** What follows from the verdict of a run. */
  private async credit(tx: Tx, run: Run, verdict: Verdict): Promise<void> {
    if (!countsForLearner(run) || verdict.observed !== 'outside' || verdict.outcome === 'broken') return;
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
  }

  /** The same run once more, which must come to the same result. */
  private async audit(tx: Tx, { id, submissionId, personId, exercise, runtime, seed }: Run): Promise<void> {
    const again = { submissionId, personId, exercise, runtime, seed };
    await joinLine(tx, this.outbox, { ...again, purpose: 'audit', originId: id });
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

  private async lineFull(): Promise<Problem> {
    const seconds = (await this.pace.secondsToClear()) ?? 60;
    const detail = 'So many submissions wait that yours would not be graded soon.';
    return new Problem('line-full', detail, { retryAfter: seconds }, { 'retry-after': String(seconds) });
  }

  private async replaceQueued(tx: Tx, personId: string, exercise: string): Promise<void> {
    const [replaced]: [{ submission: string }[], number] = await tx.query(
      `UPDATE runs SET status = 'cancelled', finished_at = clock_timestamp()
       WHERE person_id = $1 AND exercise = $2 AND status = 'queued' AND purpose IN ('grade', 'practice')
       RETURNING submission_id AS submission`,
      [personId, exercise],
    );
    for (const { submission } of replaced) await this.notices.send(tx, topicOf(submission));
  }
}

/** Practice, what stands beside, and a deleted account's runs are no evidence. */
function countsForLearner(run: Run): run is Run & { personId: string } {
  return run.effective && run.purpose !== 'practice' && run.personId !== null;
}

/** Nobody is removed while they hand in; who is removed already has no account to hand in with. */
async function keepPerson(tx: Tx, personId: string): Promise<{ django: DjangoVersion }> {
  const rows: { django: DjangoVersion }[] = await tx.query(
    'SELECT django FROM people WHERE id = $1 FOR KEY SHARE',
    [personId],
  );
  const [person] = rows;
  if (!person) throw new Problem('sign-in-required');
  return person;
}

function sameRequest(earlier: Submission, requestHash: string): string {
  if (earlier.requestHash !== requestHash) throw new Problem('idempotency-key-reused');
  return earlier.id;
}
