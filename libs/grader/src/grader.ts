import type { CheckResult, IsolationMode, Verdict } from '#contract';
import { type Blame, blameOf, content, infrastructure } from './blame.js';
import { type Isolation, probe } from './isolation.js';
import { type Attempt, refuseBadFiles, Unacceptable } from './job.js';
import { kindOf } from './kinds/index.js';
import type { Jobs } from './kinds/kind.js';
import type { Observation } from './launcher.js';
import { limitsOf } from './limits.js';
import { Pool } from './pool.js';
import { readRuntimes, type RuntimeInfo } from './runtimes.js';
import { buildVerdict, Results } from './verdict.js';

export interface GradeHooks {
  /** Each check as it ends, in the order of the manifest. */
  onCheck?(check: CheckResult): void;
  /** Details of a fault of ours: for logs and authors, never for learners. */
  onFault?(detail: string): void;
  signal?: AbortSignal;
}

export interface GraderOptions {
  runtimesDir: string;
  /** `false` leaves control groups out, as on a machine that has none. */
  cgroups?: boolean;
  /** Sandboxes that are kept warm and unused, so that a submission need not wait for Python and Django. */
  standby?: number;
}

/** Grades submissions, each in a sandbox of its own. */
export class Grader {
  private readonly running = new Set<AbortController>();
  private closed = false;

  private constructor(
    readonly runtimes: readonly RuntimeInfo[],
    readonly isolation: { mode: IsolationMode | null; reason: string },
    private readonly pool: Pool,
  ) {}

  /** Reads the runtimes and probes what isolation this machine gives. Without any, `isolation.mode` is null. */
  static async open({ runtimesDir, cgroups = true, standby = 0 }: GraderOptions): Promise<Grader> {
    const runtimes = await readRuntimes(runtimesDir);
    const first = runtimes[0];
    const isolation: Isolation = first
      ? await probe(first, cgroups)
      : { mode: null, reason: `No Python runtime is installed in ${runtimesDir}; "npm start" installs it.` };
    const pool = new Pool(cgroups, standby);
    if (first && isolation.mode) pool.prepare(first);
    return new Grader(runtimes, isolation, pool);
  }

  async grade(attempt: Attempt, hooks: GradeHooks = {}): Promise<Verdict> {
    const limits = limitsOf(attempt.bundle);
    const runtime = this.runtimes.find(({ name }) => name === attempt.runtime) ?? null;
    const refuse = (blame: Blame): Verdict => {
      hooks.onFault?.(blame.message);
      const results = new Results(attempt.bundle, {}, limits);
      return buildVerdict({ attempt, seen: null, results, limits, runtime, refusal: blame });
    };
    if (this.closed) return refuse(infrastructure('The grader is closed.'));
    if (!this.isolation.mode) return refuse(infrastructure(this.isolation.reason));
    const kind = kindOf(attempt.bundle.kind);
    if (!kind) {
      return refuse(content(`Exercises of the kind ${attempt.bundle.kind} cannot be graded yet.`));
    }
    if (!runtime) return refuse(infrastructure(`The runtime ${attempt.runtime} is not installed.`));
    try {
      refuseBadFiles(attempt);
    } catch (error) {
      if (!(error instanceof Unacceptable)) throw error;
      return refuse({ outcome: 'errored', reason: 'set-up', limit: null, message: error.message });
    }
    const jobs = kind.jobsOf(attempt);
    const results = new Results(attempt.bundle, jobs.project, limits, hooks.onCheck?.bind(hooks));
    const seen = await this.run(runtime, jobs, limits, results, hooks.signal);
    const verdict = buildVerdict({ attempt, seen, results, limits, runtime, refusal: null });
    if (verdict.outcome === 'broken') {
      const detail = (blameOf(seen, limits) ?? results.fault)?.message ?? '';
      hooks.onFault?.(`${detail}\n${seen.diagnostics}`.trim());
    }
    return verdict;
  }

  private async run(
    runtime: RuntimeInfo,
    jobs: Jobs,
    limits: Verdict['limits'],
    results: Results,
    signal: AbortSignal | undefined,
  ): Promise<Observation> {
    signal?.throwIfAborted();
    const control = new AbortController();
    this.running.add(control);
    const signals = signal ? AbortSignal.any([signal, control.signal]) : control.signal;
    try {
      const onRecord = results.take.bind(results);
      const seen = await this.pool.take(runtime).run({ jobs, limits, signal: signals, onRecord });
      if (seen.stop === 'aborted') signals.throwIfAborted();
      return seen;
    } finally {
      this.running.delete(control);
    }
  }

  /** Ends everything that still runs; those calls of `grade` reject. */
  async close(): Promise<void> {
    this.closed = true;
    for (const control of this.running) control.abort(new Error('The grader was closed.'));
    await this.pool.close();
  }
}
