import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
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
    // What is prepared is kept by the hash, so other files need another one.
    hash: createHash('sha256').update(JSON.stringify(changes)).digest('hex'),
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

  test('a table that the learner’s code has dropped is the learner’s error', async () => {
    const spoil = `
from django.db import connection
from django.db.models.signals import post_migrate

def spoil(**_):
    with connection.cursor() as cursor:
        cursor.execute('DROP TABLE IF EXISTS shop_order')
        cursor.execute('DROP TABLE IF EXISTS shop_product')

post_migrate.connect(spoil, weak=False)
`;
    const views = `${filesBelow(`${shop}/starter`)['shop/views.py']}\n${spoil}`;
    const verdict = await grade({ 'shop/views.py': views }, withChecks('Product.objects.count()'));
    expect(verdict.outcome).toBe('errored');
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

test('a warm engine, a prepared exercise and a cold start give the same result', async () => {
  const warm = await Grader.open({ runtimesDir, slots: 1 });
  const attempt = { bundle: bundleOf(), files: {}, runtime: 'django-5.2', seed: 5 };
  const results = [await warm.grade(attempt), await warm.grade(attempt, { cold: true })];
  await warm.grade(attempt); // whether it was prepared by then or not
  results.push(await warm.grade(attempt), await grader.grade(attempt));
  expect(new Set(results.map(({ resultHash }) => resultHash)).size).toBe(1);
  await warm.close();
  expect((await warm.grade(attempt)).outcome).toBe('broken');
});
