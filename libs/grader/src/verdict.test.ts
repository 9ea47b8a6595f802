import { describe, expect, test } from 'vitest';
import { verdict as verdictSchema, type ExerciseBundle, type Verdict } from '#contract';
import type { Observation } from './run.js';
import { limitsOf } from './limits.js';
import type { Burial, EndEvent, JudgeRecord } from './report.js';
import { buildVerdict, Results } from './verdict.js';

const bundle: ExerciseBundle = {
  slug: 'x',
  hash: 'a'.repeat(64),
  title: 'An exercise',
  kind: 'implement',
  skills: ['x'],
  level: 'foundation',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['x.py'],
  timeoutSeconds: 10,
  status: 'draft',
  authors: ['x'],
  task: '',
  hints: [],
  checks: [
    {
      id: 'one',
      title: 'One holds',
      needs: [],
      onFail: 'Got {actual}, wanted {expected}. {none}',
      see: 'hint-1',
    },
    { id: 'two', title: 'Two holds', needs: ['one'], onFail: 'Two.', see: null },
    { id: 'three', title: 'Three holds', needs: [], onFail: 'Three.', see: null },
  ],
  starter: {},
  visible: {},
  hidden: { 'test_checks.py': 'class Checks(CheckCase):\n    expected = "the secret answer is 42"\n' },
  solution: {},
  accepted: [],
  wrong: [],
  mutants: [],
  startFails: null,
  mentorNotes: null,
};
const limits = limitsOf(bundle);
const project = { 'x.py': 'def f():\n    return 1 / 0\n' };

const passed = (id: string): JudgeRecord => ({ t: 'check', id, status: 'passed', ms: 1 });
const blocked = (id: string): JudgeRecord => ({ t: 'check', id, status: 'blocked', ms: 0 });
const all = ['one', 'two', 'three'].map(passed);
const alive: Burial = {
  exit: 0,
  signal: null,
  cpuMs: 100,
  peakBytes: 1,
  oom: false,
  early: true,
  lost: false,
  overfull: false,
};
const killed: Burial = { ...alive, exit: null, signal: 9, early: false };

interface Case {
  records: JudgeRecord[];
  end?: (Partial<EndEvent> & { subject?: Burial; judge?: Burial }) | null;
  seen?: Partial<Observation>;
}

function judged({ records, end = {}, seen = {} }: Case): Verdict {
  const { subject = killed, judge = alive, ...told } = end ?? {};
  const ended = { event: 'end', run: 1, why: 'done', serving: false, wallMs: 500 } as const;
  const results = new Results(bundle, project, limits);
  for (const record of records) results.take(record);
  const verdict = buildVerdict({
    attempt: { bundle, files: {}, runtime: 'django-5.2', seed: 1 },
    seen: {
      mode: 'A',
      end: end && { ...ended, lead: judge, mates: [subject], ...told },
      records,
      garbage: false,
      stop: null,
      outputBytes: 0,
      diagnostics: '',
      wallMs: 600,
      startedAt: 0,
      slotAt: 100,
      cagedAt: 300,
      loadedAt: 400,
      ...seen,
    },
    results,
    limits,
    runtime: null,
    refusal: null,
  });
  return verdictSchema.parse(verdict);
}

const statuses = (verdict: Verdict): string[] => verdict.checks.map(({ status }) => status);

describe('a regular end', () => {
  test('passes when every check of the manifest passed, in its order', () => {
    expect(judged({ records: [...all, { t: 'end' }] })).toMatchObject({
      outcome: 'passed',
      reason: null,
      first: null,
    });
  });

  test('fills the message, blocks what needs a failed check, and goes on', () => {
    const facts = { actual: '3', expected: '4' };
    const verdict = judged({
      records: [
        { t: 'check', id: 'one', status: 'failed', ms: 1, facts },
        blocked('two'),
        passed('three'),
        { t: 'end' },
      ],
    });
    expect(statuses(verdict)).toEqual(['failed', 'blocked', 'passed']);
    expect(verdict).toMatchObject({
      outcome: 'failed',
      reason: 'check',
      first: 'one',
      message: 'Got 3, wanted 4. ?',
    });
    expect(verdict.checks[0]).toMatchObject({ expected: '4', actual: '3', hint: 'hint-1' });
  });

  test('takes own lines from the files that were handed in, not from the report', () => {
    const frames = [
      { path: 'x.py', line: 2 },
      { path: '/etc/passwd', line: 1 },
      { path: 'x.py', line: 99 },
    ];
    const error = { type: 'ZeroDivisionError', message: 'division by zero', frames };
    const verdict = judged({
      records: [
        passed('one'),
        { t: 'check', id: 'two', status: 'error', ms: 1, error },
        passed('three'),
        { t: 'end' },
      ],
    });
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'exception', first: 'two' });
    expect(verdict.frames).toEqual([{ path: 'x.py', line: 2, source: 'return 1 / 0' }]);
  });

  test('withholds a message that repeats hidden text', () => {
    const error = { type: 'Loot', message: 'expected = "the secret answer is 42"', frames: [] };
    const verdict = judged({
      records: [
        { t: 'check', id: 'one', status: 'error', ms: 1, error },
        blocked('two'),
        passed('three'),
        { t: 'end' },
      ],
    });
    expect(verdict.outcome).toBe('errored');
    expect(JSON.stringify(verdict)).not.toContain('secret');
  });
});

describe('a report that does not fit is our fault and never a pass', () => {
  test.each<[string, JudgeRecord[]]>([
    ['a check is missing', [passed('one'), passed('two'), { t: 'end' }]],
    ['a check comes twice', [passed('one'), passed('one'), passed('three'), { t: 'end' }]],
    ['an unknown check', [passed('one'), passed('two'), passed('four'), { t: 'end' }]],
    ['another order', [passed('two'), passed('one'), passed('three'), { t: 'end' }]],
    ['passed over without a reason', [passed('one'), blocked('two'), passed('three'), { t: 'end' }]],
    [
      'asked although what it needs failed',
      [{ t: 'check', id: 'one', status: 'failed', ms: 1 }, passed('two'), passed('three'), { t: 'end' }],
    ],
    ['one too many', [...all, passed('four'), { t: 'end' }]],
    ['no end', all],
    ['nothing', []],
  ])('%s', (_, records) => {
    expect(judged({ records })).toMatchObject({ outcome: 'broken', reason: 'infrastructure' });
  });

  test('a line that is no record', () => {
    expect(judged({ records: [...all, { t: 'end' }], seen: { garbage: true } }).outcome).toBe('broken');
  });

  test('a judge that died', () => {
    expect(judged({ records: all, end: { judge: { ...alive, exit: 1 } } }).outcome).toBe('broken');
  });

  test('no word from the slot', () => {
    expect(judged({ records: [...all, { t: 'end' }], end: null }).outcome).toBe('broken');
  });

  test('a fault of the check itself is told to its author and not to the learner', () => {
    const error = { type: 'KeyError', message: "'items'", frames: [] };
    const verdict = judged({
      records: [{ t: 'check', id: 'one', status: 'broken', ms: 1, error }, { t: 'end' }],
    });
    expect(verdict).toMatchObject({ outcome: 'broken', reason: 'content' });
    expect(verdict.message).not.toContain('KeyError');
  });
});

describe('who is to blame for an early end', () => {
  const during: JudgeRecord[] = [passed('one'), { t: 'start', id: 'two' }];
  test.each<[string, Case, object]>([
    [
      'memory',
      { records: during, end: { subject: { ...killed, oom: true } } },
      { reason: 'limit', limit: 'memory' },
    ],
    [
      'processor',
      { records: during, end: { subject: { ...killed, early: true, cpuMs: 9_900 } } },
      { limit: 'cpu-time' },
    ],
    [
      'processor, noticed after the judge had gone',
      { records: [...during, { t: 'gone' }], end: { subject: { ...killed, early: false, cpuMs: 10_000 } } },
      { limit: 'cpu-time' },
    ],
    [
      'processor, by ticks that run ahead, with the judge quicker than the end of it',
      {
        records: [passed('one'), { t: 'check', id: 'two', status: 'gone', ms: 1 }, { t: 'end' }],
        end: { subject: { ...killed, early: false, cpuMs: 7_000 } },
      },
      { limit: 'cpu-time' },
    ],
    [
      'waiting',
      { records: during, end: { why: 'wall', serving: true, wallMs: 20_000 } },
      { limit: 'wall-time' },
    ],
    [
      'computing on a busy machine',
      {
        records: during,
        end: { why: 'wall', serving: true, wallMs: 20_000, subject: { ...killed, cpuMs: 9_000 } },
      },
      { limit: 'cpu-time' },
    ],
    ['output', { records: during, end: null, seen: { stop: 'output' } }, { limit: 'output' }],
    [
      'a judge that crashed while it served',
      { records: during, end: { judge: { ...killed, early: true, signal: 11 }, serving: true } },
      { limit: 'database' },
    ],
    [
      'a judge that ran out of time while it served',
      { records: during, end: { judge: { ...killed, early: true, cpuMs: 20_000 }, serving: true } },
      { limit: 'database' },
    ],
    [
      'a judge killed from outside',
      { records: during, end: { judge: { ...killed, early: true }, serving: true } },
      { outcome: 'broken' },
    ],
    [
      'a process of the learner killed from outside',
      {
        records: [passed('one'), { t: 'check', id: 'two', status: 'gone', ms: 1 }, { t: 'end' }],
        end: { subject: { ...killed, early: true } },
      },
      { outcome: 'broken' },
    ],
    ['a judge that waits for nobody', { records: during, end: { why: 'wall' } }, { outcome: 'broken' }],
    [
      'a crash of the learner’s process',
      {
        records: [passed('one'), { t: 'check', id: 'two', status: 'gone', ms: 1 }, { t: 'end' }],
        end: { subject: { ...alive, exit: null, signal: 11 } },
      },
      { outcome: 'errored', reason: 'exception', first: 'two' },
    ],
    [
      'an end while loading',
      { records: [{ t: 'gone' }, { t: 'end' }], end: { subject: alive } },
      { outcome: 'errored', reason: 'set-up', first: null },
    ],
  ])('%s', (_, run, expected) => {
    const verdict = judged(run);
    expect(verdict).toMatchObject(expected);
    expect(statuses(verdict).slice(1)).not.toContain('passed');
  });

  test('exceptions that are limits in disguise', () => {
    const full = { type: 'OSError', message: 'No space left on device', frames: [], errno: 28 };
    const verdict = judged({
      records: [
        { t: 'check', id: 'one', status: 'error', ms: 1, error: full },
        ...all.slice(1),
        { t: 'end' },
      ],
    });
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'limit', limit: 'disk', first: 'one' });
    expect(statuses(verdict)).toEqual(['error', 'blocked', 'blocked']);
  });
});

test('equal results have equal hashes, whatever they took', () => {
  const records: JudgeRecord[] = [...all, { t: 'end' }];
  expect(judged({ records }).resultHash).toBe(judged({ records, seen: { wallMs: 9 } }).resultHash);
  expect(judged({ records }).resultHash).not.toBe(judged({ records: all }).resultHash);
});
