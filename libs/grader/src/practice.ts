import type { CheckResult, Limits, Verdict } from '#contract';
import { type Blame, limitBehind, practiceBlame } from './blame.js';
import type { Attempt } from './job.js';
import { cut, ownFrames, setUpMessage } from './messages.js';
import type { JudgeRecord, TestRecord } from './report.js';
import type { Observation } from './run.js';
import type { RuntimeInfo } from './runtimes.js';
import { assemble } from './verdict.js';

const TESTS = 60;
/** A comparison of two pages says all of both; more than this nobody reads, nor wants read out. */
const MESSAGE = 1_000;
const PRINTED = 2_000;
/** The public tests are there, so it is the learner's process that has told of none. */
const SILENT: Blame = {
  outcome: 'errored',
  reason: 'set-up',
  limit: null,
  message:
    'No test has run. Tests are methods whose names begin with `test_`; code that changes how they are found can hide them.',
};

/** What the public tests of a practice run say of themselves. Nothing in it is hidden, and nothing of it is proof. */
export class Told {
  readonly checks: CheckResult[] = [];
  /** Why the tests could not start. */
  setUp: Blame | null = null;
  private readonly project: Attempt['files'];

  constructor(
    attempt: Attempt,
    private readonly limits: Limits,
    private readonly onCheck?: (check: CheckResult) => void,
  ) {
    const { starter, visible } = attempt.bundle;
    this.project = { ...starter, ...attempt.files, ...visible };
  }

  take(record: JudgeRecord): void {
    if (record.t === 'setup') this.setUp = this.setUpBlame(record.error);
    else if (record.t === 'test' && this.checks.length < TESTS) {
      const check = this.result(record);
      this.checks.push(check);
      this.onCheck?.(check);
    }
  }

  framesOf({ error }: Blame): CheckResult['frames'] {
    return error ? ownFrames(error, this.project) : [];
  }

  private setUpBlame(error: NonNullable<TestRecord['error']>): Blame {
    const message = setUpMessage(error, `${error.type}: ${error.message}`);
    return (
      limitBehind(error, this.limits) ?? { outcome: 'errored', reason: 'set-up', limit: null, message, error }
    );
  }

  private result({ id, name, status, ms, error, printed }: TestRecord): CheckResult {
    return {
      id: cut(id, 80),
      name: cut(name, 200),
      status,
      message: error
        ? cut(status === 'failed' ? error.message : `${error.type}: ${error.message}`, MESSAGE)
        : null,
      expected: null,
      actual: null,
      frames: error ? ownFrames(error, this.project) : [],
      hint: null,
      durationMs: Math.round(ms * 10) / 10,
      ...(printed ? { printed: cut(printed, PRINTED) } : {}),
    };
  }
}

export function practiceVerdict(run: {
  attempt: Attempt;
  seen: Observation;
  told: Told;
  limits: Limits;
  runtime: RuntimeInfo;
}): Verdict {
  const { seen, told, limits } = run;
  let blame = practiceBlame(seen, limits) ?? told.setUp;
  if (!blame && told.checks.length === 0) blame = SILENT;
  const frames = blame ? told.framesOf(blame) : null;
  return assemble({ ...run, blame, checks: told.checks, frames, observed: 'inside' });
}
