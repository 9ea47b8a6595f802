import { describe, expect, expectTypeOf, it } from 'vitest';
import { type ExternalResult, verdict as verdictSchema, verdictFormat, type Verdict } from '#contract';
import { aVerdict, anyVerdict, numbers } from '../../../test/verdicts.js';
import { exportVerdict, importVerdict, mediaTypeOf } from './formats.js';

const formats = verdictFormat.options;
const SEEDS = Array.from({ length: 300 }, (_, seed) => seed + 1);

const said = (verdict: Verdict, format: (typeof formats)[number]) =>
  importVerdict(format, exportVerdict(format, verdict));
const asJson = (format: (typeof formats)[number], verdict: Verdict) =>
  JSON.parse(exportVerdict(format, verdict)) as Record<string, unknown>;

describe.each(formats)('%s, for verdicts of every kind', (format) => {
  it('comes back with the same decision, whatever the texts hold', () => {
    for (const seed of SEEDS) {
      const verdict = anyVerdict(numbers(seed));
      const back = said(verdict, format);
      expect([seed, back.outcome === 'passed']).toEqual([seed, verdict.outcome === 'passed']);
      // Exercism has no word for a fault of the grader but `error`.
      const broken = format === 'exercism' ? false : verdict.outcome === 'broken';
      expect([seed, back.outcome === 'broken']).toEqual([seed, broken]);
    }
  });

  it('comes back with the checks in their order and whether each passed', () => {
    for (const seed of SEEDS) {
      const verdict = anyVerdict(numbers(seed));
      if (verdict.outcome === 'broken') continue; // some formats then hold no tests
      const tests = said(verdict, format).tests.slice(-verdict.checks.length);
      expect(tests.map(({ status }) => status === 'passed')).toEqual(
        verdict.checks.map(({ status }) => status === 'passed'),
      );
    }
  });

  it('names the first thing that did not hold as the first that is not passed', () => {
    const verdict = aVerdict('failed');
    const first = said(verdict, format).tests.find(({ status }) => status !== 'passed');
    expect(first?.name).toBe('One query for the whole page');
    expect(first?.message).toContain('101 queries were made; 1 is right.');
  });
});

describe('statuses', () => {
  it('survive JUnit exactly, with what was not run and why', () => {
    const { tests, outcome } = said(aVerdict('failed'), 'junit');
    expect(outcome).toBe('failed');
    expect(tests.map(({ status }) => status)).toEqual(['passed', 'failed', 'skipped']);
    expect(tests[2]?.message).toBe('Not run: first make this hold: One query for the whole page');
    expect(tests[1]?.output).toContain('Expected: 1\nObserved: 101\nlibrary/views.py:12  for book in books:');
  });

  it('of a set-up that failed are an error in front, so that skipped tests do not look like a pass', () => {
    const text = exportVerdict('junit', aVerdict('errored', 'set-up'));
    expect(text).toContain('errors="1" skipped="3"');
    expect(said(aVerdict('errored', 'set-up'), 'junit').outcome).toBe('errored');
    expect(said(aVerdict('errored', 'set-up'), 'gradescope').outcome).toBe('failed');
  });
});

describe('the formats as others describe them', () => {
  it('Exercism: version, one of three words, the message only on error, at most 500 characters of output', () => {
    expect(asJson('exercism', aVerdict('passed'))).toMatchObject({
      version: 3,
      status: 'pass',
      message: null,
    });
    expect(asJson('exercism', aVerdict('errored', 'set-up'))).toMatchObject({
      status: 'error',
      message: 'library/views.py could not be loaded.',
    });
    const long = aVerdict('failed');
    long.checks[1]!.actual = 'x'.repeat(2_000);
    const { tests } = asJson('exercism', long) as { tests: { output: string | null; task_id: number }[] };
    expect(tests[1]?.output).toHaveLength(500);
    expect(tests[1]?.output).toMatch(/Output was truncated\. Please limit to 500 chars$/);
    expect(tests.map(({ task_id }) => task_id)).toEqual([1, 2, 3]);
  });

  it('PrairieLearn: a score from 0 to 1, and our own fault is not gradable', () => {
    expect(asJson('prairielearn', aVerdict('passed'))).toMatchObject({ gradable: true, score: 1 });
    expect(asJson('prairielearn', aVerdict('failed'))).toMatchObject({ gradable: true, score: 1 / 3 });
    const broken = asJson('prairielearn', aVerdict('broken', 'infrastructure'));
    expect(broken).toMatchObject({ gradable: false });
    expect(broken).not.toHaveProperty('score');
  });

  it('PrairieLearn: the largest verdict there can be stays below 1 MB', () => {
    const worst = aVerdict('failed');
    const check = {
      ...worst.checks[1]!,
      name: '漢'.repeat(200),
      message: '漢'.repeat(4_000),
      actual: '漢'.repeat(2_000),
    };
    const frame = { path: '漢'.repeat(200), line: 1, source: '\u0001'.repeat(300) };
    worst.checks = Array.from({ length: 60 }, () => ({
      ...check,
      frames: Array.from({ length: 20 }, () => frame),
    }));
    expect(Buffer.byteLength(exportVerdict('prairielearn', worst))).toBeLessThan(1_000_000);
  });

  it('Gradescope: a score on each test or one on top, never both; neither when the grader failed', () => {
    const failed = asJson('gradescope', aVerdict('failed'));
    expect(failed).not.toHaveProperty('score');
    expect(failed['tests']).toMatchObject([
      { score: 1, max_score: 1, status: 'passed', visibility: 'visible' },
      { score: 0, max_score: 1, status: 'failed' },
      { score: 0, max_score: 1, status: 'failed' },
    ]);
    const broken = asJson('gradescope', aVerdict('broken', 'content'));
    expect([broken['score'], broken['tests']]).toEqual([undefined, undefined]);
  });

  it('Dodona: the word for each outcome and limit, and the row counted from 0', () => {
    const words = [
      aVerdict('passed'),
      aVerdict('failed'),
      aVerdict('errored', 'set-up'),
      aVerdict('errored', 'exception'),
      { ...aVerdict('errored', 'limit'), limit: 'memory' as const },
      { ...aVerdict('errored', 'limit'), limit: 'cpu-time' as const },
      aVerdict('broken', 'infrastructure'),
    ].map((verdict) => asJson('dodona', verdict)['status']);
    expect(words).toEqual([
      'correct',
      'wrong',
      'compilation error',
      'runtime error',
      'memory limit exceeded',
      'time limit exceeded',
      'internal error',
    ]);
    expect(asJson('dodona', aVerdict('failed'))['annotations']).toMatchObject([{ row: 11, type: 'error' }]);
  });

  it('JUnit: what identifies the run stands in properties, and is XML', () => {
    const text = exportVerdict('junit', aVerdict('failed'));
    expect(text).toContain('<property name="fretboard.seed" value="7"/>');
    expect(text).toMatch(/<testsuite name="Fretboard" [^>]*tests="3" failures="1" errors="0" skipped="1"/);
    expect(mediaTypeOf('junit')).toBe('application/xml');
  });
});

describe('an imported result', () => {
  it('cannot be stored as a verdict: not by its type and not by its schema', () => {
    expectTypeOf<ExternalResult>().not.toExtend<Verdict>();
    for (const format of formats) {
      const result = said(aVerdict('passed'), format);
      expect(result).toMatchObject({ schema: 'external/1', format, outcome: 'passed' });
      expect(verdictSchema.safeParse(result).success).toBe(false);
      expect(verdictSchema.safeParse({ ...aVerdict('passed'), ...result }).success).toBe(false);
    }
  });

  it('of Exercism may be of version 1 or 2', () => {
    expect(importVerdict('exercism', '{"version":1,"status":"fail","message":"Expected: 42"}')).toMatchObject(
      {
        outcome: 'failed',
        message: 'Expected: 42',
        tests: [],
      },
    );
    const two =
      '{"version":2,"status":"pass","message":null,"tests":[{"name":"a","status":"pass","test_code":"x"}]}';
    expect(importVerdict('exercism', two)).toMatchObject({
      outcome: 'passed',
      tests: [{ name: 'a', task: null }],
    });
  });

  it('of PrairieLearn and Gradescope may leave out what their pages call optional', () => {
    const uneven = {
      score: 0.25,
      tests: [
        { name: 'one', points: 1, max_points: 1 },
        { points: 0, max_points: 3 },
      ],
    };
    expect(importVerdict('prairielearn', JSON.stringify(uneven))).toMatchObject({
      outcome: 'failed',
      tests: [
        { name: 'one', status: 'passed' },
        { name: 'Test 2', status: 'failed' },
      ],
    });
    const invalid = '{"gradable":false,"format_errors":["line 1","line 2"]}';
    expect(importVerdict('prairielearn', invalid)).toMatchObject({
      outcome: 'broken',
      message: 'line 1\nline 2',
    });
    const scored =
      '{"tests":[{"score":2,"max_score":2},{"score":1.5,"max_score":2,"number":"1.1","name":"secret edge","output":"why","visibility":"hidden"}]}';
    expect(importVerdict('gradescope', scored)).toMatchObject({
      outcome: 'failed',
      tests: [{ status: 'passed' }, { name: 'Test 1.1', status: 'failed', message: null }],
    });
  });

  it('of Dodona keeps what is for staff with staff', () => {
    const text = JSON.stringify({
      accepted: false,
      status: 'wrong answer',
      messages: [
        { format: 'plain', description: 'the stack of the judge', permission: 'zeus' },
        'Look again.',
      ],
      groups: [{ groups: [{ accepted: false, groups: [{ accepted: false, description: 'sum' }] }] }],
    });
    const read = importVerdict('dodona', text);
    expect(read).toMatchObject({ outcome: 'failed', message: 'Look again.', tests: [{ name: 'sum' }] });
    expect(JSON.stringify(read)).not.toContain('stack of the judge');
  });

  it('of pytest reads: single quotes, CDATA, an XML declaration, a comment and nested suites', () => {
    const text = `<?xml version='1.0'?><!-- pytest --><testsuites><testsuite name='pytest'><testsuite>
      <testcase classname='t' name='test_a' time='0.5'/>
      <testcase name='test_b'><failure message='assert 1 == 2'><![CDATA[a < b && "c"]]></failure></testcase>
      <testcase name='&#x263A;'><skipped/></testcase></testsuite></testsuite></testsuites>`;
    expect(importVerdict('junit', text)).toMatchObject({
      outcome: 'failed',
      message: 'assert 1 == 2',
      tests: [
        { name: 'test_a', status: 'passed', durationMs: 500 },
        { name: 'test_b', status: 'failed', output: 'a < b && "c"' },
        { name: '☺', status: 'skipped' },
      ],
    });
  });

  it('in which nothing ran shows nothing', () => {
    expect(importVerdict('junit', '<testsuite/>').outcome).toBe('broken');
    expect(
      importVerdict('junit', '<testsuite><testcase name="a"><skipped/></testcase></testsuite>').outcome,
    ).toBe('broken');
    expect(importVerdict('gradescope', '{}').outcome).toBe('broken');
  });

  it('holds no character that would steer a terminal', () => {
    const text = JSON.stringify({ version: 1, status: 'fail', message: '\u001B]0;owned\u0007\u009B2J' });
    expect(importVerdict('exercism', text).message).toBe('\uFFFD]0;owned\uFFFD\uFFFD2J');
  });
});
