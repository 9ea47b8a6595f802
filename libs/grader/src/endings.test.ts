import { execFile, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import { Grader } from './grader.js';

const root = path.resolve(import.meta.dirname, '../../..');
const runtimesDir = path.resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes');

const bundle: ExerciseBundle = {
  slug: 'plain',
  hash: 'e'.repeat(64),
  title: 'Plain Python',
  kind: 'implement',
  skills: ['plain'],
  level: 'junior',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['work.py'],
  timeoutSeconds: 10,
  status: 'draft',
  authors: ['fixture'],
  task: '',
  hints: [],
  checks: [{ id: 'answers', title: 'It answers', needs: [], onFail: 'It answers {actual}.', see: null }],
  starter: { 'work.py': 'def work():\n    return 1\n' },
  visible: {},
  hidden: {
    'test_checks.py':
      'from grading.case import CheckCase\n\nclass Checks(CheckCase):\n    def test_answers(self):\n        self.require(self.subject.call("work:work") == 1)\n',
  },
  solution: {},
  accepted: [],
  wrong: [],
  mutants: [],
  startFails: null,
  mentorNotes: null,
};
const waiting = { 'work.py': 'import time\n\ndef work():\n    time.sleep(600)\n' };

interface Row {
  pid: number;
  parent: number;
  args: string;
}

async function processes(): Promise<Row[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((row) => {
    const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? [];
    return args === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
}

/** Everything an engine of this test process has started, each generation after its parents. */
async function family(): Promise<number[]> {
  const rows = await processes();
  const isOurs = ({ args }: Row) => args.includes('harness/launch.py');
  const found = rows.filter((row) => isOurs(row) && row.parent === process.pid).map(({ pid }) => pid);
  for (const parent of found) {
    found.push(...rows.filter((row) => row.parent === parent).map(({ pid }) => pid));
  }
  return found;
}

const folders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`fretboard-${process.pid}-`)).length;

/** Launcher, container, manager, and the forker of runs that nothing is prepared for; then the children of a run. */
const AT_REST = 4;

describe('the engine', () => {
  let grader: Grader;
  let before: { folders: number; family: number };
  beforeEach(async () => {
    before = { folders: folders(), family: (await family()).length };
    grader = await Grader.open({ runtimesDir, slots: 2 });
  });
  afterEach(() => grader.close());

  const grade = (files: ProjectFiles = {}, signal?: AbortSignal) =>
    grader.grade({ bundle, files, runtime: 'django-5.2', seed: 1 }, signal ? { signal } : {});
  const own = async () => (await family()).slice(before.family);

  test('withdrawing rejects, leaves no process of the run, and the slot serves the next', async () => {
    const control = new AbortController();
    const run = grade(waiting, control.signal);
    await expect.poll(async () => (await own()).length).toBe(AT_REST + 2);
    control.abort(new Error('withdrawn'));
    await expect(run).rejects.toThrow('withdrawn');
    await expect.poll(async () => (await own()).length).toBe(AT_REST);
    expect((await grade()).outcome).toBe('passed');
  });

  test.each(['launcher', 'container', 'manager', 'forker', 'learner', 'judge'])(
    'survives the death of its %s: the run is our fault, the next one passes',
    async (name) => {
      const run = grade(waiting);
      await expect.poll(async () => (await own()).length).toBe(AT_REST + 2);
      const order = ['launcher', 'container', 'manager', 'forker', 'learner', 'judge'];
      process.kill((await own())[order.indexOf(name)] ?? 0, 'SIGKILL');
      expect(await run).toMatchObject({ outcome: 'broken', reason: 'infrastructure' });
      const next = await grade();
      expect(next.outcome).toBe('passed');
      // Nothing of the tree that lost a member is left over beside the one that serves now.
      await expect.poll(async () => (await own()).length).toBeLessThanOrEqual(AT_REST + 2);
    },
  );

  test('one run that is killed takes no other with it', async () => {
    const slow = { 'work.py': 'import time\n\ndef work():\n    time.sleep(1.5)\n    return 1\n' };
    const control = new AbortController();
    const [one, other] = [grade(waiting, control.signal), grade(slow)];
    await expect.poll(async () => (await own()).length).toBe(AT_REST + 4);
    control.abort(new Error('withdrawn'));
    await expect(one).rejects.toThrow('withdrawn');
    expect((await other).outcome).toBe('passed');
  });

  test('leaves no process and no file when it is closed, whatever still runs', async () => {
    const run = grade(waiting).catch((error: unknown) => String(error));
    await expect.poll(async () => (await own()).length).toBe(AT_REST + 2);
    await grader.close();
    expect(await run).toContain('closed');
    expect(await own()).toEqual([]);
    expect(folders()).toBe(before.folders);
  });

  test('more submissions than slots wait for their turn and all come through', async () => {
    const verdicts = await Promise.all(Array.from({ length: 12 }, () => grade()));
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(verdicts.map(() => 'passed'));
    expect(new Set(verdicts.map(({ resultHash }) => resultHash)).size).toBe(1);
  });

  test('whose starter is killed goes with it', async () => {
    const script = `
      const { spawn, execFileSync } = require('node:child_process');
      const runtime = ${JSON.stringify(grader.runtimes[0])};
      const child = spawn(runtime.python, ['-s', '-S', '-B', '-P', ${JSON.stringify(`${root}/libs/grader/harness/launch.py`)}],
        { env: {}, stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
      const limits = { memoryBytes: 268435456, diskBytes: 33554432, processes: 40 };
      child.stdio[3].write(JSON.stringify({ site: runtime.site, libs: runtime.libs, limits, slots: 1, mode: 'B', tools: {}, socket: process.argv[1] }) + '\\n');
      child.stdio[3].on('data', () => {
        const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).split('\\n');
        const tree = [child.pid];
        for (const pid of tree)
          for (const row of rows) {
            const [own, parent] = row.trim().split(/ +/).map(Number);
            if (parent === pid) tree.push(own);
          }
        require('node:fs').writeSync(1, JSON.stringify(tree));
        process.kill(process.pid, 'SIGKILL');
      });
    `;
    const socket = path.join(tmpdir(), `engine-${process.pid}-${Date.now()}`);
    const starter = spawn(process.execPath, ['-e', script, socket], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    starter.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((done) => starter.once('close', done));
    const tree = z.array(z.int()).parse(JSON.parse(output));
    expect(tree.length).toBeGreaterThanOrEqual(3);
    expect(starter.signalCode).toBe('SIGKILL');
    await expect.poll(async () => (await processes()).filter(({ pid }) => tree.includes(pid))).toEqual([]);
  });
});
