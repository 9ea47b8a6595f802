import { beforeAll, describe, expect, it } from 'vitest';
import type { CheckResult, ExerciseBundle, ProjectFiles, Verdict } from '#contract';
import { smallContent } from '../../../test/content.js';
import { editableFiles, type Grade, prove, readContent } from './index.js';

let greeting: ExerciseBundle;
beforeAll(async () => {
  const [exercise] = (await readContent(smallContent)).exercises;
  if (!exercise) throw new Error('the small content has no exercise');
  greeting = exercise;
});

type Outcome = Pick<Verdict, 'outcome'> & Partial<Verdict>;

function check(id: string, status: CheckResult['status'], message: string | null): CheckResult {
  return {
    id,
    name: id,
    status,
    message,
    expected: null,
    actual: null,
    frames: [],
    hint: null,
    durationMs: 1,
  };
}

function fails(
  id: string,
  message: string,
  status: 'failed' | 'error' = 'failed',
  also: string[] = [],
): Outcome {
  return {
    outcome: status === 'failed' ? 'failed' : 'errored',
    first: id,
    checks: [check(id, status, message), ...also.map((other) => check(other, 'failed', 'x'))],
  };
}

/** What the real checks of the fixture say to each solution; a test changes one answer. */
function answers(changes: Record<string, Outcome> = {}): Grade {
  const byName = (bundle: ExerciseBundle): [string, ProjectFiles, Outcome][] => {
    const told = (id: string, facts: Record<string, string> = {}) => {
      const template = bundle.checks.find((one) => one.id === id)?.onFail ?? '';
      return template.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? 'x');
    };
    const wrong: Record<string, Outcome> = {
      'no-escape': fails('escapes_markup', told('escapes_markup')),
      'always-stranger': fails('greets_by_name', told('greets_by_name', { name: 'Ada' })),
      'default-only': fails('greets_the_stranger', told('greets_the_stranger')),
      'ascii-only': fails('leaves_letters_alone', told('leaves_letters_alone')),
      raises: fails('page_loads', "MultiValueDictKeyError: 'name'", 'error'),
    };
    return [
      ['solution', bundle.solution, { outcome: 'passed' }],
      ...bundle.accepted.map(({ dir, files }): [string, ProjectFiles, Outcome] => [
        dir,
        files,
        { outcome: 'passed' },
      ]),
      ['starter', {}, fails('greets_by_name', told('greets_by_name'), 'failed', ['greets_the_stranger'])],
      ...bundle.wrong.map(({ dir, files }): [string, ProjectFiles, Outcome] => [
        dir,
        files,
        wrong[dir] ?? { outcome: 'passed' },
      ]),
    ];
  };
  return async (_bundle, files) => {
    const same = (overlay: ProjectFiles) =>
      JSON.stringify(editableFiles(greeting, overlay)) === JSON.stringify(files);
    const found = byName(greeting).find(([, overlay]) => same(overlay));
    if (!found) throw new Error('graded something that nobody would hand in');
    const [name, , outcome] = found;
    const verdict = {
      first: null,
      reason: null,
      message: null,
      checks: [],
      usage: { wallMs: 100 },
      ...outcome,
      ...changes[name],
    };
    return verdict as unknown as Verdict;
  };
}

const rules = async (changes: Record<string, Outcome>) =>
  (await prove(greeting, answers(changes))).findings.map(
    ({ rule, file }) => `${rule} ${file.slice('exercises/greeting/'.length)}`,
  );

it('proves an exercise that keeps every rule', async () => {
  const names: string[] = [];
  const proof = await prove(greeting, answers(), { onRun: (name) => names.push(name) });
  expect(proof).toMatchObject({ slug: 'greeting', proved: true, findings: [], runs: 10 });
  expect(names.slice(0, 5)).toEqual([
    'solution',
    'solution',
    'solution',
    'accepted/format-method',
    'starter',
  ]);
});

it('runs the reference with three seeds and names the one that fails', async () => {
  const seen: number[] = [];
  const grade: Grade = async (bundle, files, seed) => {
    seen.push(seed);
    const verdict = await answers()(bundle, files, seed, () => undefined);
    return seed === 8 && seen.length === 2
      ? { ...verdict, ...fails('page_loads', 'order matters') }
      : verdict;
  };
  const proof = await prove(greeting, grade, { seeds: [7, 8, 9] });
  expect(seen.slice(0, 3)).toEqual([7, 8, 9]);
  expect(proof.proved).toBe(false);
  expect(proof.findings.map(({ rule, sentence }) => [rule, /seed (\d)/.exec(sentence)?.[1]])).toEqual([
    ['Q1', '8'],
  ]);
});

it('asks what has to fail for no check after the one it has to fail first', async () => {
  const asked = new Map<string, string[]>();
  const grade: Grade = (bundle, files, seed, onFault) => {
    const known = greeting.wrong.find(({ files: wrong }) =>
      Object.keys(wrong).every((path) => files[path] === wrong[path]),
    );
    asked.set(
      known?.dir ?? '',
      bundle.checks.map(({ id }) => id),
    );
    return answers()(bundle, files, seed, onFault);
  };
  expect((await prove(greeting, grade)).proved).toBe(true);
  const ids = greeting.checks.map(({ id }) => id);
  for (const { dir, fails: check } of greeting.wrong)
    expect(asked.get(dir)).toEqual(ids.slice(0, ids.indexOf(check) + 1));
});

const escapes =
  'A name with `<b>` reaches the page as markup. Text from outside has to be escaped before it becomes part of HTML.';

it('tells an author what broke a run, and which rule its kind found broken', async () => {
  const broken =
    (detail: string): Grade =>
    async (bundle, files, seed, onFault) => {
      const verdict = await answers()(bundle, files, seed, onFault);
      if (verdict.outcome !== 'passed') return verdict;
      onFault(detail);
      return { ...verdict, outcome: 'broken', reason: 'content', message: 'An apology.' };
    };
  const found = async (detail: string) => (await prove(greeting, broken(detail))).findings[0];
  expect(await found('KeyError: 7 in line 12')).toMatchObject({
    rule: 'broken',
    sentence: expect.stringContaining('KeyError: 7 in line 12'),
  });
  expect(await found('Unproved: Q9: nothing notices it')).toMatchObject({ rule: 'Q9' });
  expect((await found(`first ${'x'.repeat(900)} last`))?.sentence).toMatch(/first x+ … x+ last$/);
});

describe('a planted fault', () => {
  const planted: [fault: string, finding: string, changes: Record<string, Outcome>][] = [
    [
      'another right solution that fails',
      'Q2 accepted/format-method',
      { 'format-method': fails('escapes_markup', escapes) },
    ],
    ['a starter that passes', 'Q3 starter', { starter: { outcome: 'passed' } }],
    ['a starter that fails elsewhere', 'Q3 starter', { starter: fails('page_loads', 'x') }],
    [
      'a starter that does not load',
      'Q3 starter',
      { starter: { outcome: 'errored', reason: 'set-up', first: null, checks: [] } },
    ],
    ['a wrong solution that passes', 'Q4 wrong/no-escape', { 'no-escape': { outcome: 'passed' } }],
    [
      'a wrong solution caught by another check',
      'Q4 wrong/no-escape',
      { 'no-escape': fails('page_loads', 'x') },
    ],
    [
      'an error where a failure was declared',
      'Q4 wrong/no-escape',
      { 'no-escape': fails('escapes_markup', 'x', 'error') },
    ],
    [
      'a message that is not the one written',
      'Q6 wrong/no-escape',
      { 'no-escape': fails('escapes_markup', 'AssertionError: False is not true, and more of it') },
    ],
    ['no message', 'Q6 wrong/raises', { raises: fails('page_loads', '', 'error') }],
    [
      'a message that gives hidden names away',
      'Q6 wrong/raises',
      { raises: fails('page_loads', 'KeyError in test_checks', 'error') },
    ],
    [
      'a slow run',
      'Q8 solution',
      { solution: { outcome: 'passed', usage: { wallMs: 10_001 } as Verdict['usage'] } },
    ],
    [
      'a run that says nothing',
      'broken solution',
      { solution: { outcome: 'broken', reason: 'infrastructure' } },
    ],
  ];

  it.each(planted)('%s is found', async (_, finding, changes) => {
    expect(await rules(changes)).toContain(finding);
  });

  it('a check that nothing fails is found', async () => {
    const fewer = { ...greeting, wrong: greeting.wrong.filter(({ dir }) => dir !== 'ascii-only') };
    const { findings } = await prove(fewer, answers());
    expect(findings.map(({ rule, sentence }) => [rule, sentence])).toEqual([
      ['Q5', 'Nothing fails `leaves_letters_alone` first: add a wrong solution or remove the check.'],
    ]);
  });

  it('a placeholder that stays empty is found', async () => {
    const message =
      'The page for `?name={name}` does not contain the name. Read it from the query string of the request.';
    expect(await rules({ 'always-stranger': fails('greets_by_name', message) })).toEqual([
      'Q6 wrong/always-stranger',
    ]);
  });
});
