import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ExerciseBundle, Verdict } from '#contract';
import { readContent } from '#content';
import { Grader } from './grader.js';

vi.setConfig({ testTimeout: 120_000 });

const root = path.resolve(import.meta.dirname, '../../..');
const runtimesDir = path.resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes');

/** Passes in a process that has graded nothing before; says whether it was forked from a prepared one. */
const FRESH = `from grading.case import CheckCase
from judge import bench

class Checks(CheckCase):
    def test_fresh(self):
        uses = vars(bench).setdefault("uses", [])
        uses.append(self.subject.call("work:work"))
        self.require(False, how="prepared" if bench._prepared else "bare", uses=uses)
`;
const FOREVER = 'def work():\n    while True:\n        pass\n';
const COUNTS = 'uses = []\n\ndef work():\n    uses.append(1)\n    return len(uses)\n';

let grader: Grader;
let bundles: [ExerciseBundle, ExerciseBundle];

/** Processes that are forked for a run: below the forkers, which are below launcher, container and manager. */
async function children(): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/));
  const below = (parents: string[]) =>
    rows.flatMap(([pid = '', parent = '']) => (parents.includes(parent) ? [pid] : []));
  const launchers = rows.filter((row) => row[1] === `${process.pid}` && row.join(' ').includes('launch.py'));
  const forkers = below(below(below(launchers.map(([pid = '']) => pid))));
  return below(forkers).map(Number);
}

const grade = (bundle: ExerciseBundle, work = COUNTS): Promise<Verdict> =>
  grader.grade({ bundle, files: { 'work.py': work }, runtime: 'django-5.2', seed: 1 });

async function prepared(bundle: ExerciseBundle): Promise<void> {
  await vi.waitFor(async () => expect((await grade(bundle)).message).toBe('prepared: [1]'), {
    timeout: 60_000,
    interval: 200,
  });
}

beforeEach(async () => {
  const { exercises } = await readContent(root);
  const bundle: ExerciseBundle = {
    ...exercises.find(({ slug }) => slug === 'py-csv-summary')!,
    hash: '7'.repeat(64),
    edit: ['work.py'],
    timeoutSeconds: 2,
    starter: { 'work.py': COUNTS },
    visible: {},
    solution: {},
    hidden: { 'test_checks.py': FRESH },
    checks: [{ id: 'fresh', title: 'Fresh', needs: [], onFail: '{how}: {uses}', see: null }],
  };
  bundles = [bundle, { ...bundle, hash: '8'.repeat(64) }];
  grader = await Grader.open({ runtimesDir, slots: 1 });
});
afterEach(() => grader.close());

test('a run made ahead serves one submission, and another exercise gets its slot', async () => {
  const [one, other] = bundles;
  for (const bundle of [one, other, one, one, other]) await prepared(bundle);
  await expect.poll(async () => (await children()).length).toBe(2);
  for (const bundle of [other, other, one, other])
    expect(await grade(bundle)).toMatchObject({ outcome: 'failed', message: 'prepared: [1]' });
  await grader.close();
  expect(await children()).toEqual([]);
});

test('a run made ahead has the limits of every other', async () => {
  const [one] = bundles;
  await prepared(one);
  await expect.poll(async () => (await children()).length).toBe(2);
  expect(await grade(one, FOREVER)).toMatchObject({ outcome: 'errored', reason: 'limit' });
  expect((await grade(one)).message).toBe('prepared: [1]');
});

test('a run made ahead that dies while it waits is nobody’s', async () => {
  const [one] = bundles;
  await prepared(one);
  await expect.poll(async () => (await children()).length).toBe(2);
  for (const pid of await children()) process.kill(pid, 'SIGKILL');
  await expect.poll(children).toEqual([]);
  expect((await grade(one)).message).toBe('prepared: [1]');
});
