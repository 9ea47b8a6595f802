import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { Grader } from '../grader.js';
import { writeTestsKind } from './write-tests.js';

const PRICE = 'def price(count):\n    if count >= 10:\n        return count * 9\n    return count * 10\n';

/** A price function, two other right versions and two faulty ones. */
const bundle: ExerciseBundle = {
  slug: 'tests-for-price',
  hash: 'a'.repeat(64),
  title: 'Tests for a price',
  kind: 'write-tests',
  skills: ['testing'],
  level: 'foundation',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['tests.py'],
  timeoutSeconds: 20,
  status: 'draft',
  authors: ['fixture'],
  task: '',
  hints: [],
  checks: ['passes', 'accepts_others', 'catches_faults'].map((id) => ({
    id,
    title: `Check ${id}`,
    needs: [],
    onFail: 'It did not hold.',
    see: null,
  })),
  starter: { 'price.py': PRICE, 'tests.py': '' },
  visible: {},
  hidden: {
    'test_checks.py': [
      'from grading.suites import SuiteCase',
      '',
      'class Checks(SuiteCase):',
      '    def test_passes(self):',
      '        if self.outcome("given").first: raise self.outcome("given").first',
      '        self.require(all(map(self.accepts, ("given", "shuffled", "later"))))',
      '    def test_accepts_others(self):',
      '        self.require(self.accepts("table") and self.accepts("comment"))',
      '    def test_catches_faults(self):',
      '        self.require(self.unnoticed("border", "discount") == 0)',
    ].join('\n'),
  },
  solution: { 'tests.py': suiteOf('self.assertEqual([price(n) for n in (9, 10)], [90, 90])') },
  accepted: [],
  wrong: [],
  versions: [
    {
      dir: 'table',
      files: { 'price.py': 'def price(count):\n    return count * (9 if count > 9 else 10)\n' },
    },
    {
      dir: 'comment',
      files: { 'price.py': PRICE.replace('        return', '        # a tenth less\n        return') },
    },
  ],
  mutants: [
    { dir: 'border', caughtBy: 'test_it', files: { 'price.py': PRICE.replace('>= 10', '> 10') } },
    { dir: 'discount', caughtBy: 'test_it', files: { 'price.py': PRICE.replace('* 9', '* 8') } },
  ],
  startFails: null,
  mentorNotes: null,
};

function suiteOf(body: string, head = ''): string {
  return `import unittest\nfrom price import price\n${head}\nclass Tests(unittest.TestCase):\n    def test_it(self):\n        ${body}\n`;
}

let grader: Grader;
beforeAll(async () => {
  const root = resolve(import.meta.dirname, '../../../..');
  grader = await Grader.open({ runtimesDir: resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes') });
});
afterAll(() => grader.close());

async function grade(tests: string, changes: Partial<ExerciseBundle> = {}) {
  const faults: string[] = [];
  const verdict = await grader.grade(
    { bundle: { ...bundle, ...changes }, files: { 'tests.py': tests }, runtime: 'django-5.2', seed: 5 },
    { onFault: (detail) => faults.push(detail) },
  );
  return { outcome: verdict.outcome, first: verdict.first, verdict, fault: faults.join() };
}

test(
  'tests that accept the right versions and notice the faulty ones pass',
  { timeout: 60_000 },
  async () => {
    expect(await grade(suiteOf('self.assertTrue(price(9) == 90 and price(10) == 90)'))).toMatchObject({
      outcome: 'passed',
    });
    expect(await grade(suiteOf('self.assertEqual(price(10), 90)\n        self.skipTest("x")'))).toMatchObject(
      {
        outcome: 'failed',
        first: 'passes',
      },
    );
    expect(await grade(suiteOf('self.assertEqual(price(20), 180)'))).toMatchObject({
      outcome: 'failed',
      first: 'catches_faults',
    });
  },
);

test(
  'a failing test shows own lines for the project as it is, and nothing for other versions',
  { timeout: 60_000 },
  async () => {
    const own = await grade(suiteOf('self.assertEqual(price(1), 11)'));
    expect(own).toMatchObject({ outcome: 'errored', first: 'passes' });
    expect(own.verdict.frames[0]).toMatchObject({ path: 'tests.py', line: 6 });
    const others = await grade(suiteOf('self.assertIn("count >= 10", open("price.py").read(), price)'));
    expect(others).toMatchObject({ outcome: 'failed', first: 'accepts_others' });
    expect(JSON.stringify(others.verdict)).not.toContain('a tenth less');
  },
);

test('suites that guess which version they run on get no pass', { timeout: 120_000 }, async () => {
  const tries = [
    // fails on whatever is not the file that was handed out
    suiteOf(
      `self.assertEqual(hash(open("price.py").read()), ${'hash(GIVEN)'})`,
      `GIVEN = ${JSON.stringify(PRICE)}`,
    ),
    // remembers in files, and takes the first runs for the right ones
    suiteOf(
      'p = "/box/tmp/n"; n = int(open(p).read()) if os.path.exists(p) else 0; open(p, "w").write(str(n + 1)); self.assertLess(n, 5)',
      'import os',
    ),
    // looks for a name of the version in everything it can reach
    suiteOf(
      'found = [f.f_locals for f in frames()]; self.assertFalse(any(w in repr(found) for w in ("border", "discount", "mutant")))',
      'import sys\ndef frames():\n    f = sys._getframe()\n    while f: yield f; f = f.f_back',
    ),
    // claims results instead of having any
    suiteOf(
      'pass',
      'from subject import suite\nsuite.Result.report = lambda self: {"ran": 9, "unsaid": 0, "failed": [], "broke": [], "first": None}',
    ),
    suiteOf('import os; os._exit(0)'),
  ];
  for (const source of tries) {
    const { outcome } = await grade(source);
    expect(['failed', 'errored']).toContain(outcome);
  }
});

test('a reference that notices a fault by a crash alone is no proof', { timeout: 60_000 }, async () => {
  const tests = suiteOf('{90: 1}[price(9)]\n        {90: 1}[price(10)]');
  const found = await grade(tests, { solution: { 'tests.py': tests } });
  expect(found.outcome).toBe('broken');
  expect(found.fault).toContain('Q9: `');
});

test('the order of versions is of chance, and no process is told its name', () => {
  const jobs = (seed: number) => writeTestsKind.jobsOf({ bundle, files: {}, runtime: 'django-5.2', seed });
  const orders = [1, 1, 2].map((seed) =>
    JSON.stringify((jobs(seed).judge as { versions: object[] }).versions),
  );
  expect(orders[0]).toBe(orders[1]);
  expect(orders[0]).not.toBe(orders[2]);
  const { subjects } = jobs(3);
  expect(subjects).toHaveLength(7);
  const shapes = subjects.map((job) =>
    JSON.stringify({ ...job, files: Object.keys((job as { files: object }).files) }),
  );
  expect(new Set(shapes).size).toBe(1);
});
