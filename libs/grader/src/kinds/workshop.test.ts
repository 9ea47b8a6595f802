import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExerciseBundle, Verdict } from '#contract';
import { Grader } from '../grader.js';

const GUARD = 'grep -q good value.txt && exit 0\necho "FAILED: the value is not good"\nexit 1\n';

/** A script that guards one file, and two faulty versions of that file. */
const bundle: ExerciseBundle = {
  slug: 'guard',
  hash: 'c'.repeat(64),
  title: 'A guard',
  kind: 'ci',
  skills: ['ci'],
  level: 'foundation',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['ci.sh'],
  timeoutSeconds: 20,
  status: 'draft',
  authors: ['fixture'],
  task: '',
  hints: [],
  checks: ['passes', 'catches', 'clean'].map((id) => ({
    id,
    title: `Check ${id}`,
    needs: [],
    onFail: 'Seen: {missed}{said}{path}.',
    see: null,
  })),
  starter: { 'value.txt': 'good\n', 'ci.sh': 'exit 1\n' },
  visible: {},
  hidden: {
    'test_checks.py': [
      'from grading.ci import CiCase',
      '',
      'class Checks(CiCase):',
      '    good_copies = [{}, {"more.txt": "more"}]',
      '    def test_passes(self):',
      '        self.require_good()',
      '    def test_catches(self):',
      '        self.require_caught("bad", "empty")',
      '    def test_clean(self):',
      '        changed = [run.changes for run in [*self.good, *self.broken.values()] if run.changes]',
      '        self.require(not changed, path=changed[0].first if changed else "")',
    ].join('\n'),
  },
  solution: { 'ci.sh': GUARD },
  accepted: [],
  wrong: [],
  mutants: [
    { dir: 'bad', caughtBy: 'catches', files: { 'value.txt': 'bad\n' } },
    { dir: 'empty', caughtBy: 'catches', files: { 'value.txt': '' } },
  ],
  startFails: null,
  mentorNotes: null,
};

let grader: Grader;
beforeAll(async () => {
  const root = resolve(import.meta.dirname, '../../../..');
  grader = await Grader.open({ runtimesDir: resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes') });
}, 60_000);
afterAll(() => grader.close());

async function grade(script: string, changes: Partial<ExerciseBundle> = {}): Promise<[Verdict, string]> {
  let fault = '';
  const verdict = await grader.grade(
    { bundle: { ...bundle, ...changes }, files: { 'ci.sh': script }, runtime: 'django-5.2', seed: 3 },
    { onFault: (detail) => (fault = detail) },
  );
  return [verdict, fault];
}

test('a script that passes the good copies and refuses the others holds', async () => {
  const [verdict, fault] = await grade(GUARD);
  expect(fault).toBe('');
  expect(verdict.outcome).toBe('passed');
  expect(verdict.usage.cpuMs).toBeGreaterThan(0);
});

test.each([
  ['refuses everything', 'echo no\nexit 1\n', 'passes', 'Seen: ?no?.'],
  ['passes everything', 'exit 0\n', 'catches', 'Seen: 2??.'],
  ['is silent about one', 'grep -q bad value.txt && exit 1\nexit 0\n', 'catches', 'Seen: 1??.'],
  ['counts on being first', `test -e ~/ran && exit 1\ntouch ~/ran\n`, 'catches', 'Seen: 2??.'],
  ['writes into the folder', `${GUARD.replace('grep', 'touch left\ngrep')}`, 'clean', 'Seen: ??left.'],
])('a script that %s is told so', async (_, script, first, message) => {
  const [verdict] = await grade(script);
  expect(verdict).toMatchObject({ outcome: 'failed', first, message });
});

test('a script that does not end has reached a limit, and that is the learner’s', async () => {
  const hidden = { 'test_checks.py': `${bundle.hidden['test_checks.py']}\n    seconds = 1\n` };
  const [verdict] = await grade('sleep 100\n', { hidden });
  expect(verdict).toMatchObject({ outcome: 'errored', limit: 'wall-time' });
});

test('a reference that lets a faulty version pass is a fault of the exercise', async () => {
  const solution = { 'ci.sh': 'grep -q bad value.txt && exit 1\nexit 0\n' };
  const [verdict, fault] = await grade(solution['ci.sh'], { solution });
  expect(verdict).toMatchObject({ outcome: 'broken', reason: 'content' });
  expect(fault).toContain('Q9');
  expect(fault).toContain('empty');
});

test('a check that does not ask for what it is to catch is a fault of the exercise', async () => {
  const [verdict, fault] = await grade(GUARD, {
    mutants: [...bundle.mutants, { dir: 'forgotten', caughtBy: 'catches', files: { 'value.txt': 'x' } }],
  });
  expect(verdict).toMatchObject({ outcome: 'broken', reason: 'content' });
  expect(fault).toContain('Q9');
});
