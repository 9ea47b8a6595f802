import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { CheckResult, ExerciseBundle, ProjectFiles } from '#contract';
import { Grader } from './grader.js';

// Each run starts Python and Django; on a busy machine that adds up. Read when a test is defined.
vi.setConfig({ testTimeout: 90_000 });

const root = resolve(import.meta.dirname, '../../..');
const runtimesDir = resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes');
const shop = resolve(import.meta.dirname, '../fixtures/shop');

function filesBelow(folder: string): ProjectFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'));
  return Object.fromEntries(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path), readFileSync(path, 'utf8')];
    }),
  );
}

const hidden = filesBelow(`${shop}/checks`);
const ids = [...(hidden['test_checks.py'] ?? '').matchAll(/def test_(\w+)/g)].map((match) => match[1] ?? '');

function bundleOf(changes: Partial<ExerciseBundle> = {}): ExerciseBundle {
  return {
    slug: 'shop',
    hash: 'b'.repeat(64),
    title: 'A shop',
    kind: 'orm',
    skills: ['shop'],
    level: 'junior',
    minutes: 10,
    django: null,
    python: null,
    packages: [],
    edit: ['shop/'],
    timeoutSeconds: 10,
    status: 'draft',
    authors: ['fixture'],
    task: '',
    hints: [],
    checks: ids.map((id) => ({ id, title: `Check ${id}`, needs: [], onFail: 'Seen: {actual}.', see: null })),
    starter: filesBelow(`${shop}/starter`),
    visible: {},
    hidden,
    solution: filesBelow(`${shop}/solution`),
    accepted: [],
    wrong: [],
    mutants: [],
    startFails: null,
    mentorNotes: null,
    ...changes,
  };
}

/** The reference's views and queries, with model classes of the learner's own that behave differently. */
const learner: ProjectFiles = { ...filesBelow(`${shop}/solution`), ...filesBelow(`${shop}/other`) };

/** Processes of the engine that this test process started itself; other tests run beside it. */
const launchers = async (): Promise<number> => {
  const { stdout } = await promisify(execFile)('ps', ['--ppid', String(process.pid), '-o', 'args=']).catch(
    () => ({ stdout: '' }),
  );
  return stdout.split('\n').filter((line) => line.includes('harness/launch.py')).length;
};

/** Their process ids, with everything they started, in the order of starting. */
async function descendants(): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
  const rows = stdout.split('\n').map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row));
  const tree = [process.pid];
  for (const parent of tree) {
    for (const row of rows) {
      const isOurs = row?.[3]?.includes('harness/launch.py');
      if (row && isOurs && Number(row[2]) === parent) tree.push(Number(row[1]));
    }
  }
  return tree.slice(1);
}

let grader: Grader;
beforeAll(async () => {
  grader = await Grader.open({ runtimesDir });
});
afterAll(async () => {
  vi.resetConfig();
  await grader.close();
});

const grade = (files: ProjectFiles, bundle = bundleOf()) =>
  grader.grade({ bundle, files, runtime: 'django-5.2', seed: 5 });

describe('what checks can ask', () => {
  test('every question reaches the learner’s project, and each check is told as it ends', async () => {
    const told: CheckResult[] = [];
    const faults: string[] = [];
    const verdict = await grader.grade(
      { bundle: bundleOf(), files: learner, runtime: 'django-5.2', seed: 5 },
      { onCheck: (check) => told.push(check), onFault: (detail) => faults.push(detail) },
    );
    expect(faults).toEqual([]);
    expect(verdict.checks.filter(({ status }) => status !== 'passed')).toEqual([]);
    expect(verdict.outcome).toBe('passed');
    expect(told).toEqual(verdict.checks);
    expect(verdict.usage.peakMemoryBytes).toBeGreaterThan(1_000_000);
  });

  test('the reference’s models are never graded in the place of the learner’s', async () => {
    const verdict = await grade(filesBelow(`${shop}/solution`));
    expect(verdict.checks.find(({ id }) => id === 'models')?.status).toBe('failed');
    expect(verdict.checks.find(({ id }) => id === 'client')?.status).toBe('failed');
  });

  test('equal submissions have equal results', async () => {
    const [one, two] = await Promise.all([grade({}), grade({})]);
    expect(one.resultHash).toBe(two.resultHash);
    expect(one.outcome).toBe('failed');
  });
});

describe('faults', () => {
  const checks = (body: string): ProjectFiles => ({
    'test_checks.py': `from grading.case import CheckCase\nfrom shop.models import Order, Product\n\nclass Checks(CheckCase):\n    def test_one(self):\n        ${body}\n`,
  });
  const one = [{ id: 'one', title: 'The one check', needs: [], onFail: 'It fails.', see: null }];
  const withChecks = (body: string, edit = ['shop/views.py']): ExerciseBundle =>
    bundleOf({ hidden: checks(body), checks: one, edit });

  test.each([
    ['an exception of the check', '{}["missing"]'],
    ['a row that does not fit, when the tables are ours', 'Order.objects.create(product_id=None, email="x")'],
    ['a check that is skipped', 'self.skipTest("not today")'],
    ['a check that leaves', 'import os; os._exit(0)'],
    ['a check that is not there', 'pass\n\n    test_two = test_one\n    del test_one'],
  ])('%s is broken, never the learner’s', async (_, body) => {
    const faults: string[] = [];
    const verdict = await grader.grade(
      { bundle: withChecks(body), files: {}, runtime: 'django-5.2', seed: 1 },
      { onFault: (detail) => faults.push(detail) },
    );
    expect(verdict.outcome).toBe('broken');
    expect(verdict.message).not.toContain('missing');
    expect(faults).toHaveLength(1);
  });

  test('a column that the learner’s migrations did not make is the learner’s error', async () => {
    const files = { 'shop/migrations/0001_initial.py': '', 'shop/migrations/__init__.py': '' };
    const bundle = withChecks('Product.objects.count()', ['shop/migrations/']);
    const verdict = await grade(files, bundle);
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'set-up' });
  });

  test('an unknown runtime is our fault', async () => {
    const verdict = await grader.grade({ bundle: bundleOf(), files: {}, runtime: 'django-1.0', seed: 1 });
    expect(verdict).toMatchObject({ outcome: 'broken', reason: 'infrastructure', mode: null });
  });

  test('without a runtime nothing is graded, and the reason says what to do', async () => {
    const empty = await Grader.open({ runtimesDir: '/nonexistent' });
    expect(empty.isolation).toMatchObject({
      mode: null,
      reason: expect.stringContaining('npm start') as string,
    });
  });
});

test('a sandbox that waited gives the same result, serves once, and ends with the grader', async () => {
  const warm = await Grader.open({ runtimesDir, standby: 1 });
  const attempt = { bundle: bundleOf(), files: {}, runtime: 'django-5.2', seed: 5 };
  const results = [await warm.grade(attempt), await warm.grade(attempt), await grader.grade(attempt)];
  expect(new Set(results.map(({ resultHash }) => resultHash)).size).toBe(1);
  expect(await launchers()).toBe(1);
  await warm.close();
  expect(await launchers()).toBe(0);
  expect((await warm.grade(attempt)).outcome).toBe('broken');
});

describe('ending', () => {
  const waiting = { 'shop/views.py': 'import time\n\ntime.sleep(600)\n' };
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  test('withdrawing rejects and leaves no process', async () => {
    const control = new AbortController();
    const run = grader.grade(
      { bundle: bundleOf(), files: waiting, runtime: 'django-5.2', seed: 1 },
      { signal: control.signal },
    );
    setTimeout(() => control.abort(new Error('withdrawn')), 1_000);
    await expect(run).rejects.toThrow('withdrawn');
    await expect.poll(launchers, { timeout: 5_000 }).toBe(0);
  });

  test.each([1, 2, 3])(
    'killing process %i of a run from outside is our fault and leaves none',
    async (depth) => {
      const run = grade(waiting);
      await expect
        .poll(async () => (await descendants()).length, { timeout: 10_000 })
        .toBeGreaterThanOrEqual(5);
      const tree = await descendants();
      process.kill(tree[depth + 1] ?? 0, 'SIGKILL');
      expect(await run).toMatchObject({ outcome: 'broken', reason: 'infrastructure' });
      expect(tree.filter(isAlive)).toEqual([]);
    },
  );

  test('a launcher whose starter is killed takes everything with it', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const runtime = ${JSON.stringify(grader.runtimes[0])};
      const child = spawn(runtime.python, ['-s', '-S', '-B', '-P', ${JSON.stringify(`${root}/libs/grader/harness/launch.py`)}],
        { env: {}, stdio: ['ignore', 'pipe', 'inherit', 'pipe', 'pipe', 'pipe', 'pipe'] });
      const limits = { wallMs: 60000, cpuMs: 10000, memoryBytes: 268435456, outputBytes: 65536, diskBytes: 33554432, processes: 40 };
      child.stdio[3].write(JSON.stringify({ site: runtime.site, libs: runtime.libs, limits }) + '\\n' + JSON.stringify(limits) + '\\n');
      child.stdio[3].on('data', () => {
        const rows = require('node:child_process').execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
        const tree = [child.pid];
        for (const pid of tree)
          for (const row of rows.split('\\n')) {
            const [own, parent] = row.trim().split(/ +/).map(Number);
            if (parent === pid) tree.push(own);
          }
        require('node:fs').writeSync(1, JSON.stringify(tree));
        process.kill(process.pid, 'SIGKILL');
      });
    `;
    const starter = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    starter.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((done) => starter.once('close', done));
    const tree = z.array(z.int()).parse(JSON.parse(output));
    expect(tree.length).toBeGreaterThanOrEqual(3);
    expect(starter.signalCode).toBe('SIGKILL');
    await expect.poll(() => tree.filter(isAlive), { timeout: 5_000 }).toEqual([]);
  });
});
