import type { CheckResult, LimitName, Verdict, VerdictReason } from '#contract';

const SHA = 'a'.repeat(64);
const AT = '2026-11-20T10:00:00.000Z';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function frame(line = 12) {
  return { path: 'library/views.py', line, source: 'for book in books:' };
}

function check(id: string, name: string, more: Partial<CheckResult> = {}): CheckResult {
  return {
    id,
    name,
    status: 'passed',
    message: null,
    expected: null,
    actual: null,
    frames: [],
    hint: null,
    durationMs: 4.2,
    ...more,
  };
}

/** A verdict over three checks, as the grader writes them. */
export function aVerdict(outcome: Verdict['outcome'], reason: VerdictReason = 'check'): Verdict {
  const ran = outcome === 'passed' || reason === 'check' || reason === 'exception' || reason === 'limit';
  const told = outcome === 'failed' ? '101 queries were made; 1 is right.' : 'RuntimeError: no';
  const status = outcome === 'passed' ? 'passed' : outcome === 'failed' ? 'failed' : 'error';
  const second =
    status === 'passed' ? {} : { message: told, expected: '1', actual: '101', frames: [frame()] };
  const checks = ran
    ? [
        check('shows_all', 'The page shows every book'),
        check('one_query', 'One query for the whole page', { status, ...second }),
        check('keeps_order', 'The order stays', { status: outcome === 'passed' ? 'passed' : 'blocked' }),
      ]
    : [
        check('shows_all', 'The page shows every book', { status: 'blocked' }),
        check('one_query', 'One query for the whole page', { status: 'blocked' }),
        check('keeps_order', 'The order stays', { status: 'blocked' }),
      ];
  const message = reason === 'set-up' ? 'library/views.py could not be loaded.' : told;
  return {
    schema: 'verdict/1',
    outcome,
    reason: outcome === 'passed' ? null : reason,
    limit: reason === 'limit' ? 'wall-time' : null,
    message: outcome === 'passed' ? null : message,
    frames: outcome === 'passed' ? [] : [frame()],
    first: ran && outcome !== 'passed' ? 'one_query' : null,
    checks,
    limits: {
      wallMs: 13_000,
      cpuMs: 5_000,
      memoryBytes: 2 ** 28,
      outputBytes: 65_536,
      diskBytes: 2 ** 25,
      processes: 40,
    },
    usage: {
      wallMs: 61.5,
      cpuMs: 40,
      peakMemoryBytes: 2 ** 24,
      outputBytes: 0,
      phasesMs: { sandbox: 1, django: 20, checks: 40 },
    },
    observed: 'outside',
    mode: 'A',
    runtime: 'django-5.2',
    django: '5.2.8',
    python: '3.13.1',
    engine: '1',
    exerciseVersion: SHA,
    seed: 7,
    resultHash: SHA,
    finishedAt: AT,
  };
}

const TEXTS = [
  'plain words',
  '<b>&amp; "quoted" \'too\'</b>',
  ']]>',
  '\u0000\u0001\u001B[31m\u0085\u009B',
  'a\r\nb\tc\n',
  '漢字 ☺ 🎸',
  '\uD800 half \uDC00',
  '\uFFFE\uFFFF',
  '{"version":3,"status":"pass"}',
  '</testsuite></testsuites><testsuite tests="0"/>',
  '&lol;<!DOCTYPE x>',
  '',
];

/** Any verdict that the schema admits: also ones that our grader would not write. */
export function anyVerdict(next: () => number): Verdict {
  const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const maybe = (text: () => string) => (next() < 0.4 ? null : text());
  const text = () => one(TEXTS).repeat(1 + Math.floor(next() * 3));
  const frames = () =>
    Array.from({ length: Math.floor(next() * 3) }, () => ({ path: text(), line: 3, source: text() }));
  const outcome = one(['passed', 'failed', 'errored', 'broken'] as const);
  const checks = Array.from({ length: 1 + Math.floor(next() * 6) }, (_, index) =>
    check(`check_${index}`, `${index} ${text()}`, {
      status: outcome === 'passed' ? 'passed' : one(['passed', 'failed', 'error', 'blocked'] as const),
      message: maybe(text),
      expected: maybe(text),
      actual: maybe(text),
      frames: frames(),
      durationMs: next() * 1_000,
    }),
  );
  const reasons: Record<typeof outcome, readonly (VerdictReason | null)[]> = {
    passed: [null],
    failed: ['check'],
    errored: ['set-up', 'exception', 'limit'],
    broken: ['infrastructure', 'content'],
  };
  const reason = one(reasons[outcome]);
  return {
    ...aVerdict('passed'),
    outcome,
    reason,
    limit: reason === 'limit' ? one<LimitName>(['memory', 'cpu-time', 'output']) : null,
    message: maybe(text),
    frames: frames(),
    first: checks.find(({ status }) => status === 'failed' || status === 'error')?.id ?? null,
    checks,
  };
}
