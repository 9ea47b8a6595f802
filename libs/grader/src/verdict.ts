import { createHash } from 'node:crypto';
import type { CheckResult, CheckSpec, ExerciseBundle, Limits, ProjectFiles, Verdict } from '#contract';
import { type Blame, blameOf, content, goneBlame, infrastructure, limitBehind, limitBlame } from './blame.js';
import type { Attempt } from './job.js';
import type { Observation } from './run.js';
import { limitsOf } from './limits.js';
import { Curtain, cut, fill, ownFrames, setUpMessage } from './messages.js';
import type { CheckRecord, EndEvent, JudgeRecord } from './report.js';
import type { RuntimeInfo } from './runtimes.js';

/** Raised whenever a verdict could come out otherwise. */
export const ENGINE = '3';

/** Turns the judge's records into results, as they come. Ids, order and blocking are the manifest's, not the judge's. */
export class Results {
  readonly checks: CheckResult[] = [];
  /** Set when a record cannot be: the report is then worth nothing. */
  fault: Blame | null = null;
  /** What a check ran into that ends the whole run. */
  ending: Blame | null = null;
  private running: string | null = null;
  private readonly curtain: Curtain;
  private readonly passed = new Set<string>();

  constructor(
    private readonly bundle: ExerciseBundle,
    private readonly project: ProjectFiles,
    private readonly limits: Limits,
    private readonly onCheck?: (check: CheckResult) => void,
  ) {
    this.curtain = new Curtain(bundle);
  }

  take(record: JudgeRecord): void {
    if (this.fault || this.ending) return;
    if (record.t === 'start') this.running = record.id;
    else if (record.t === 'check') this.takeCheck(record);
    else if (record.t === 'limit') this.ending = limitBlame(record.limit, limitSentence(record.detail));
    else if (record.t === 'broken') this.fault = content(`${record.error.type}: ${record.error.message}`);
    else if (record.t === 'setup') this.ending = this.setUpBlame(record.error);
  }

  private setUpBlame(error: NonNullable<CheckRecord['error']>): Blame {
    const behind = limitBehind(error, this.limits);
    if (behind) return behind;
    const message = setUpMessage(error, this.curtain.describe(error));
    return { outcome: 'errored', reason: 'set-up', limit: null, message, error };
  }

  private takeCheck(record: CheckRecord): void {
    this.running = null;
    const spec = this.bundle.checks[this.checks.length];
    if (spec?.id !== record.id || (record.status === 'blocked') !== this.isBlocked(spec)) {
      this.fault = infrastructure('The report of the checks does not fit the exercise.');
      return;
    }
    if (record.status === 'gone') return; // `finish` says what became of the learner's process
    if (record.status === 'broken') {
      this.fault = content(`check ${record.id}: ${record.error?.type}: ${record.error?.message}`);
      return;
    }
    if (record.status === 'limit') {
      this.stop(limitBlame(record.limit ?? 'database', limitSentence(record.detail ?? '')), record.ms);
      return;
    }
    const behind = record.status === 'error' && record.error ? limitBehind(record.error, this.limits) : null;
    if (behind) this.stop({ ...behind, error: record.error }, record.ms);
    else this.push(this.result(spec, record));
  }

  private result(spec: CheckSpec, record: CheckRecord): CheckResult {
    const result = empty(spec, record.ms);
    if (record.status === 'blocked') return { ...result, status: 'blocked' };
    if (record.status === 'passed') return { ...result, status: 'passed' };
    if (record.status === 'failed') {
      const facts = record.facts ?? {};
      return {
        ...result,
        status: 'failed',
        message: fill(spec.onFail, facts),
        expected: facts['expected'] === undefined ? null : cut(facts['expected'], 2_000),
        actual: facts['actual'] === undefined ? null : cut(facts['actual'], 2_000),
        hint: spec.see,
      };
    }
    const error = record.error ?? { type: 'Exception', message: '', frames: [] };
    return {
      ...result,
      status: 'error',
      message: this.curtain.describe(error),
      frames: ownFrames(error, this.project),
      hint: spec.see,
    };
  }

  /** The check that was running ends with what ended the run; those after it never ran. */
  stop(blame: Blame, ms = 0): void {
    this.ending = blame;
    const spec = this.bundle.checks[this.checks.length];
    if (!spec) return;
    const blocked = this.isBlocked(spec);
    const frames = blame.error ? ownFrames(blame.error, this.project) : [];
    this.push({
      ...empty(spec, ms),
      status: blocked ? 'blocked' : 'error',
      message: blocked ? null : blame.message,
      frames: blocked ? [] : frames,
    });
  }

  private isBlocked({ needs }: CheckSpec): boolean {
    return needs.some((need) => !this.passed.has(need));
  }

  private push(check: CheckResult): void {
    if (check.status === 'passed') this.passed.add(check.id);
    this.checks.push(check);
    this.onCheck?.(check);
  }

  get isRunningACheck(): boolean {
    return this.running !== null;
  }

  framesOf(blame: Blame | null): CheckResult['frames'] {
    return blame?.error ? ownFrames(blame.error, this.project) : [];
  }

  /** Every check of the manifest, in its order. */
  complete(): CheckResult[] {
    const rest = this.bundle.checks.slice(this.checks.length).map((spec) => empty(spec, 0));
    return [...this.checks, ...rest];
  }
}

function empty(spec: CheckSpec, ms: number): CheckResult {
  return {
    id: spec.id,
    name: spec.title,
    status: 'blocked',
    message: null,
    expected: null,
    actual: null,
    frames: [],
    hint: null,
    durationMs: Math.round(ms * 10) / 10,
  };
}

function limitSentence(detail: string): string {
  return `Your program reached a limit: ${cut(detail, 300)}.`;
}

/** Decides the outcome from what was seen, in the order of who can be believed: the slot, then the judge. */
function decide(seen: Observation, results: Results, limits: Limits, expected: number): Blame | null {
  const blame = blameOf(seen, limits);
  if (blame) return blame;
  if (results.fault) return results.fault;
  if (results.ending) return results.ending;
  const gone = seen.records.find(
    (record) => record.t === 'gone' || (record.t === 'check' && record.status === 'gone'),
  );
  if (gone) return goneBlame(seen, gone.t === 'gone');
  if (results.checks.length !== expected) return infrastructure('The report of the checks is not complete.');
  return null;
}

export interface VerdictInput {
  attempt: Attempt;
  seen: Observation | null;
  results: Results;
  limits: Limits;
  runtime: RuntimeInfo | null;
  /** Why nothing was run at all. */
  refusal: Blame | null;
}

export function buildVerdict({ attempt, seen, results, limits, runtime, refusal }: VerdictInput): Verdict {
  const { bundle } = attempt;
  const wasRunning = results.isRunningACheck;
  const blame = seen ? decide(seen, results, limits, bundle.checks.length) : refusal;
  if (blame && blame.outcome === 'errored' && blame !== results.ending) {
    if (wasRunning || hasGoneCheck(seen)) results.stop(blame);
  }
  const checks = results.complete();
  const frames = blame ? results.framesOf(blame) : null;
  return assemble({ attempt, seen, limits, runtime, blame, checks, frames, observed: 'outside' });
}

export interface Findings {
  attempt: Attempt;
  seen: Observation | null;
  limits: Limits;
  runtime: RuntimeInfo | null;
  blame: Blame | null;
  checks: CheckResult[];
  /** Of what is to blame; null for those of the first check that did not hold. */
  frames: CheckResult['frames'] | null;
  observed: Verdict['observed'];
}

export function assemble(findings: Findings): Verdict {
  const { attempt, seen, limits, runtime, blame, checks } = findings;
  const first = checks.find(({ status }) => status === 'failed' || status === 'error') ?? null;
  const outcome = blame?.outcome ?? (first ? (first.status === 'failed' ? 'failed' : 'errored') : 'passed');
  const reason = blame?.reason ?? (first ? (first.status === 'failed' ? 'check' : 'exception') : null);
  const limit = blame?.limit ?? null;
  return {
    schema: 'verdict/1',
    outcome,
    reason,
    limit,
    message: outcome === 'broken' ? apology(reason) : (blame?.message ?? first?.message ?? null),
    frames: findings.frames ?? first?.frames ?? [],
    first: first?.id ?? null,
    checks,
    observed: findings.observed,
    limits,
    usage: usageOf(seen, findings.observed),
    mode: seen?.mode ?? null,
    runtime: attempt.runtime,
    django: runtime?.djangoVersion ?? null,
    python: runtime?.pythonVersion ?? null,
    engine: ENGINE,
    exerciseVersion: attempt.bundle.hash,
    seed: attempt.seed,
    resultHash: createHash('sha256')
      .update(JSON.stringify([outcome, reason, limit, checks.map(({ id, status }) => [id, status])]))
      .digest('hex'),
    finishedAt: new Date().toISOString(),
  };
}

/** The verdict of a run that could not take place, for example because the worker itself failed. */
export function brokenVerdict(
  attempt: Attempt,
  reason: 'infrastructure' | 'content',
  message: string,
): Verdict {
  const limits = limitsOf(attempt.bundle);
  const refusal: Blame = { outcome: 'broken', reason, limit: null, message };
  const results = new Results(attempt.bundle, {}, limits);
  return { ...buildVerdict({ attempt, seen: null, results, limits, runtime: null, refusal }), message };
}

function hasGoneCheck(seen: Observation | null): boolean {
  return seen?.records.some((record) => record.t === 'check' && record.status === 'gone') ?? false;
}

/** Details of a fault of ours go to operators and authors, through the hook of `Grader.grade`. */
function apology(reason: Verdict['reason']): string {
  return reason === 'content'
    ? 'A check of this exercise is at fault, and not your code. Your submission does not count and nothing is lost.'
    : 'The grading machine had a fault. Your submission does not count, nothing is lost, and it will be graded again.';
}

function usageOf(seen: Observation | null, observed: Verdict['observed']): Verdict['usage'] {
  if (!seen) {
    return {
      wallMs: 0,
      cpuMs: null,
      peakMemoryBytes: null,
      outputBytes: 0,
      phasesMs: { sandbox: 0, django: 0, checks: 0 },
    };
  }
  const { end } = seen;
  const start = seen.slotAt ?? seen.startedAt;
  const ended = seen.startedAt + seen.wallMs;
  const caged = seen.cagedAt ?? ended;
  const loaded = seen.loadedAt ?? ended;
  return {
    wallMs: round(ended - start),
    cpuMs: end ? round([end.lead, ...end.mates].reduce((sum, one) => sum + (one?.cpuMs ?? 0), 0)) : null,
    peakMemoryBytes: end && peakOf(end, observed),
    outputBytes: seen.outputBytes,
    phasesMs: {
      sandbox: round(caged - start),
      django: round(loaded - caged),
      checks: round(Math.max(0, ended - loaded)),
    },
  };
}

/** The learner's own: of the process that uses most, where there are several. Practice has the one that reports. */
function peakOf({ lead, mates }: EndEvent, observed: Verdict['observed']): number | null {
  const processes = observed === 'inside' ? [lead] : mates;
  const peaks = processes.flatMap((one) => one?.peakBytes ?? []);
  return peaks.length > 0 ? Math.max(...peaks) : null;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
