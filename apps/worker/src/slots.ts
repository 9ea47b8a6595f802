import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { ExerciseBundle, Verdict } from '#contract';
import { brokenVerdict, Grader } from '#grader';
import { Exercises, Grading, Watch, type Claim } from '#learning';
import type { WorkerConfig } from './config.js';
import { LiveChecks } from './live-checks.js';

export const WORKER = Symbol('worker config');
/** Bundles are immutable; the most recent ones stay in memory. */
const BUNDLES_KEPT = 50;
/** Less than what the supervisor waits before it kills. */
export const DRAIN_MS = 8_000;

/** The grading side of a worker: takes runs, keeps their leases alive, settles them, and looks after lost ones. */
@Injectable()
export class Slots implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Slots.name);
  private readonly id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  private readonly bundles = new Map<string, ExerciseBundle>();
  private readonly running = new Map<string, AbortController>();
  private readonly grades = new Set<Promise<void>>();
  private stopping = false;
  private timer?: NodeJS.Timeout;
  private round = Promise.resolve();

  constructor(
    private readonly grading: Grading,
    private readonly watch: Watch,
    private readonly exercises: Exercises,
    private readonly grader: Grader,
    @Inject(WORKER) private readonly config: WorkerConfig,
  ) {}

  onApplicationBootstrap(): void {
    const { mode, reason } = this.grader.isolation;
    if (mode) this.log.log(`Grading in isolation mode ${mode}: ${reason}`);
    else this.log.error(`Grading is refused: ${reason}`);
    // A third of the lease: two beats may be lost before it runs out.
    this.timer = setInterval(() => {
      this.round = this.round.then(() => this.look());
    }, this.config.GRADING_LEASE_MS / 3);
    this.round = this.look();
  }

  /**
   * Lets what runs come to its end while the database is still there, so that a restart costs a learner nothing. What
   * takes longer is taken over by another worker when its lease runs out.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.round = this.round.then(() => this.look()); // says at once that it takes nothing new
    await Promise.race([Promise.allSettled(this.grades), sleep(DRAIN_MS, undefined, { ref: false })]);
    clearInterval(this.timer);
    await this.round;
    await this.watch.leave(this.id).catch(() => undefined);
    await this.grader.close();
  }

  /** Grades runs in the order of the line until none is due. */
  async drain(): Promise<void> {
    while (!this.stopping && this.grader.isolation.mode) {
      const claim = await this.grading.claim(this.id);
      if (!claim) return;
      const graded = this.grade(claim);
      this.grades.add(graded);
      await graded;
      this.grades.delete(graded);
    }
  }

  private async grade(claim: Claim): Promise<void> {
    const lost = new AbortController();
    this.running.set(claim.runId, lost);
    const off = this.grading.onWithdrawal(claim, () => lost.abort());
    const live = new LiveChecks((checks) => this.grading.noteChecks(claim, checks));
    let fault = '';
    try {
      const bundle = await this.bundle(claim.exerciseVersion);
      const verdict = await this.grader.grade(
        { bundle, files: claim.files, runtime: claim.runtime, seed: claim.seed },
        {
          signal: lost.signal,
          practice: claim.purpose === 'practice',
          cold: claim.purpose === 'audit',
          onFault: (detail) => {
            fault = detail;
            this.log.error({ runId: claim.runId, detail }, 'a fault of ours');
          },
          onCheck: (check) => live.add(check),
        },
      );
      await live.end();
      if (verdict.outcome === 'broken')
        this.log.error(
          { runId: claim.runId, reason: verdict.reason, message: verdict.message },
          'broken run',
        );
      await this.grading.settle(claim, verdict, fault);
    } catch (error) {
      if (lost.signal.aborted) return this.log.log({ runId: claim.runId }, 'withdrawn, or the lease is lost');
      // The run stays with its lease; the sweep takes it back when the lease runs out.
      this.log.error({ err: error, runId: claim.runId }, 'could not grade');
    } finally {
      off();
      this.running.delete(claim.runId);
    }
  }

  private async bundle(hash: string): Promise<ExerciseBundle> {
    const kept = this.bundles.get(hash) ?? (await this.exercises.bundle(hash));
    this.bundles.delete(hash);
    this.bundles.set(hash, kept);
    const oldest = this.bundles.keys().next().value;
    if (this.bundles.size > BUNDLES_KEPT && oldest) this.bundles.delete(oldest);
    return kept;
  }

  private async look(): Promise<void> {
    try {
      await this.grading.keep(this.id, [...this.running.keys()], (runId) => this.running.get(runId)?.abort());
      const { mode, reason } = this.grader.isolation;
      await this.watch.sign({
        id: this.id,
        mode,
        reason,
        runtimes: this.grader.runtimes.map(({ name }) => name),
        slots: this.config.GRADING_SLOTS,
        draining: this.stopping,
      });
      const { lost, asked } = await this.watch.sweep(this.config.GRADING_LEASE_MS, (run) =>
        this.gaveUp(run.exerciseVersion, run.runtime, run.seed),
      );
      if (lost || asked)
        this.log.warn(`Found ${lost} runs of a worker that is gone and ${asked} that nobody was told of.`);
    } catch (error) {
      this.log.warn(`Could not look after the runs: ${(error as Error).message}`);
    }
  }

  private async gaveUp(exerciseVersion: string, runtime: string, seed: number): Promise<Verdict> {
    const bundle = await this.bundle(exerciseVersion);
    return brokenVerdict(
      { bundle, files: {}, runtime, seed },
      'infrastructure',
      'The grader stopped several times while this was graded. Nothing was counted; the stewards can see it.',
    );
  }
}
