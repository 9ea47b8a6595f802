import type { CheckResult, Verdict } from '#contract';
import { type Blame, blameOf, content, infrastructure, practiceBlame } from './blame.js';
import { precompile, Refused, type RunOptions } from './engine.js';
import { Engines, type Kept, type Use } from './engines.js';
import { type GraderMode, type Isolation, strongest } from './isolation.js';
import { type Attempt, refuseBadFiles, Unacceptable } from './job.js';
import { kindOf } from './kinds/index.js';
import type { Kind } from './kinds/kind.js';
import { limitsOf } from './limits.js';
import type { Observation } from './run.js';
import { practiceVerdict, Told } from './practice.js';
import { readRuntimes, type RuntimeInfo } from './runtimes.js';
import { buildVerdict, Results } from './verdict.js';

export interface GradeHooks {
  /** Each check as it ends, in the order of the manifest. */
  onCheck?(check: CheckResult): void;
  /** Details of a fault of ours: for logs and authors, never for learners. */
  onFault?(detail: string): void;
  signal?: AbortSignal;
  /** The exercise's public tests, if it has any, in the learner's own process: faster, and no evidence of anything. */
  practice?: boolean;
  /** In a process tree of its own, with nothing prepared: what a verdict of a warm engine is compared with. */
  cold?: boolean;
}

export interface GraderOptions {
  runtimesDir: string;
  /** How many submissions run at once; the others wait for their turn. */
  slots?: number;
  mode?: GraderMode;
}

/** Grades submissions, each in processes of its own that are used once. */
export class Grader {
  private readonly running = new Set<AbortController>();
  private closed = false;

  private constructor(
    readonly runtimes: readonly RuntimeInfo[],
    readonly isolation: Isolation,
    private readonly engines: Engines,
  ) {}

  /** Reads the runtimes and probes what isolation this machine gives. Without any, `isolation.mode` is null. */
  static async open({ runtimesDir, slots = 2, mode = 'auto' }: GraderOptions): Promise<Grader> {
    const runtimes = await readRuntimes(runtimesDir);
    const [first] = runtimes;
    if (!first) {
      const reason = `No Python runtime is installed in ${runtimesDir}; "npm start" installs it.`;
      return new Grader(runtimes, { mode: null, reason }, new Engines({ slots, mode: 'A' }));
    }
    const byPython = new Map(runtimes.map((runtime) => [runtime.python, runtime]));
    await Promise.all([...byPython.values()].map((runtime) => precompile(runtime)));
    const { isolation, engines } = await strongest(first, { slots, mode });
    return new Grader(runtimes, isolation, engines);
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
    try {
      const practice = hooks.practice ? kind.practiceOf?.(attempt) : null;
      return practice
        ? await this.practise(attempt, { kind, job: practice }, runtime, hooks)
        : await this.examine(attempt, kind, runtime, { ...hooks, practice: false });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return refuse(infrastructure(error.message));
    }
  }

  private async examine(
    attempt: Attempt,
    kind: Kind,
    runtime: RuntimeInfo,
    hooks: GradeHooks,
  ): Promise<Verdict> {
    const jobs = kind.jobsOf(attempt);
    if ((jobs.role === 'workshop' || jobs.companions) && this.isolation.mode === 'C')
      throw new Refused(
        'The exercise starts programs, which needs namespaces; this worker has none (mode C).',
      );
    const limits = limitsOf(attempt.bundle);
    const results = new Results(attempt.bundle, jobs.project, limits, hooks.onCheck?.bind(hooks));
    const onRecord = results.take.bind(results);
    const seen = await this.run(runtime, attempt, kind, { jobs, limits, prepared: null, onRecord }, hooks);
    const verdict = buildVerdict({ attempt, seen, results, limits, runtime, refusal: null });
    if (verdict.outcome === 'broken') {
      const detail = (blameOf(seen, limits) ?? results.fault)?.message ?? '';
      hooks.onFault?.(`${detail}\n${seen.diagnostics}`.trim());
    }
    return verdict;
  }

  private async practise(
    attempt: Attempt,
    { kind, job }: { kind: Kind; job: object },
    runtime: RuntimeInfo,
    hooks: GradeHooks,
  ): Promise<Verdict> {
    const limits = limitsOf(attempt.bundle);
    const told = new Told(attempt, limits, hooks.onCheck?.bind(hooks));
    const onRecord = told.take.bind(told);
    const options = { jobs: { practice: job }, limits, prepared: null, onRecord };
    const seen = await this.run(runtime, attempt, kind, options, hooks);
    const verdict = practiceVerdict({ attempt, seen, told, limits, runtime });
    if (verdict.outcome === 'broken') {
      const blame = practiceBlame(seen, limits)?.message ?? '';
      hooks.onFault?.(`${blame} ${JSON.stringify(seen.end)}\n${seen.diagnostics}`.trim());
    }
    return verdict;
  }

  private async run(
    runtime: RuntimeInfo,
    { bundle }: Attempt,
    kind: Kind,
    options: RunOptions,
    { signal, cold = false, practice = false }: GradeHooks,
  ): Promise<Observation> {
    signal?.throwIfAborted();
    const control = new AbortController();
    this.running.add(control);
    const signals = signal ? AbortSignal.any([signal, control.signal]) : control.signal;
    try {
      const seen = cold
        ? await this.engines.cold(runtime, (engine) => engine.run({ ...options, signal: signals }))
        : await this.engines.with(runtime, (kept) =>
            runWarm(
              kept,
              { bundle, kind, use: practice ? 'practice' : 'grade' },
              { ...options, signal: signals },
            ),
          );
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
    await this.engines.close();
  }
}

async function runWarm(
  kept: Kept,
  { bundle, kind, use }: { bundle: Attempt['bundle']; kind: Kind; use: Use },
  options: RunOptions,
): Promise<Observation> {
  const engine = await kept.engine();
  const prepared = kept.preparedFor(bundle, use);
  const seen = await engine.run({ ...options, prepared });
  if (prepared && seen.records.some(({ t }) => t === 'unprepared')) {
    return engine.run({ ...options, prepared: null });
  }
  if (!prepared && !seen.stop) void kept.prepare(bundle, use, kind);
  return seen;
}
