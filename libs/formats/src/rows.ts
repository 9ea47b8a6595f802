import type { CheckResult, Verdict } from '#contract';

/** A check as every format has it: in order, with one message and what else there is to read. */
export interface Row {
  name: string;
  status: 'passed' | 'failed' | 'error' | 'skipped';
  message: string | null;
  detail: string | null;
  expected: string | null;
  actual: string | null;
  durationMs: number;
}

const NAMES: Record<NonNullable<Verdict['reason']>, string> = {
  check: 'The checks hold',
  'set-up': 'The project can be loaded',
  exception: 'The code runs to its end',
  limit: 'The run stays within its limits',
  infrastructure: 'The grading itself works',
  content: 'The grading itself works',
};

/**
 * The checks of a verdict. Others sum up what the single tests say, so a verdict that did not pass always has a row that
 * says so: where no check does, one is put in front that carries the verdict's own message.
 */
export function rowsOf(verdict: Verdict): Row[] {
  const told = verdict.checks.some(({ status }) => status === 'failed' || status === 'error');
  const rows = verdict.checks.map((check) => rowOf(check, verdict));
  if (verdict.outcome === 'passed' || (told && verdict.outcome !== 'broken')) return rows;
  const whole: Row = {
    name: NAMES[verdict.reason ?? 'check'],
    status: verdict.outcome === 'failed' ? 'failed' : 'error',
    message: plain(verdict.message ?? 'It did not pass.'),
    detail: lines(verdict.frames),
    expected: null,
    actual: null,
    durationMs: 0,
  };
  return [whole, ...rows];
}

function rowOf(check: CheckResult, verdict: Verdict): Row {
  const skipped = check.status === 'blocked';
  const first = verdict.checks.find(({ id }) => id === verdict.first)?.name;
  const notRun = first ? `Not run: first make this hold: ${first}` : 'Not run.';
  return {
    name: plain(check.name),
    status: check.status === 'blocked' ? 'skipped' : check.status,
    message: skipped ? plain(notRun) : check.message === null ? null : plain(check.message),
    detail: lines(check.frames),
    expected: check.expected === null ? null : plain(check.expected),
    actual: check.actual === null ? null : plain(check.actual),
    durationMs: check.durationMs,
  };
}

function lines(frames: Verdict['frames']): string | null {
  if (frames.length === 0) return null;
  return plain(frames.map(({ path, line, source }) => `${path}:${line}  ${source}`).join('\n'));
}

/** Expected, observed and own lines as one text, for formats with one field for it. */
export function outputOf({ expected, actual, detail }: Row): string | null {
  const parts = [
    expected === null ? null : `Expected: ${expected}`,
    actual === null ? null : `Observed: ${actual}`,
    detail,
  ].filter((part) => part !== null);
  return parts.length > 0 ? parts.join('\n') : null;
}

/** Characters that XML 1.0 cannot hold or that would steer a terminal. */
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000D\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;

export function plain(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(UNWRITABLE, '\uFFFD');
}

export function cut(text: string | null, length: number, mark = '…'): string | null {
  if (text === null || text.length <= length) return text;
  return `${text.slice(0, length - mark.length).toWellFormed()}${mark}`;
}

export const isPassed = ({ status }: Row): boolean => status === 'passed';
