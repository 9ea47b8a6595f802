import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { Grader } from './grader.js';
import { Prepared, stands } from './ground.js';

const SETTINGS = `SECRET_KEY = "of the starter"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "none"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
`;
const MODELS = `from django.db import models

class Item(models.Model):
    name = models.CharField(max_length=20)
`;
const CHECKED = ['given', 'later', 'other-name', 'other-price'];

/** Says of each version what its tests saw; it never passes. */
const CHECKS = `from grading.suites import SuiteCase

class Checks(SuiteCase):
    def test_seen(self):
        seen = {name.replace("-", "_"): self.outcome(name).first.report["message"] for name in ${JSON.stringify(CHECKED)}}
        self.require(False, **seen)
`;
const TESTS = `import sys
from django.db import connection
from django.test import TestCase
from shop import models, prices

OWN = ",".join(name for name in sys.modules if name.split(".")[0] in ("config", "shop"))
HOW = "ground" if sys.modules["subject.ground"].phases() else "libraries"

class Tests(TestCase):
    def test_it(self):
        with connection.cursor() as cursor:
            made = [column.name for column in connection.introspection.get_table_description(cursor, "shop_item")]
        self.assertEqual(made, [field.column for field in models.Item._meta.fields])
        models.Item.objects.create()
        self.fail(f"{HOW} {made} {models.Item.objects.count()} {prices.PRICE} {OWN}")
`;

const starter = {
  'config/__init__.py': '',
  'config/settings.py': SETTINGS,
  'shop/__init__.py': '',
  'shop/models.py': MODELS,
  'shop/prices.py': 'PRICE = 10\n',
  'shop/tests.py': '',
};

const bundle: ExerciseBundle = {
  slug: 'tests-for-shop',
  hash: 'd'.repeat(64),
  title: 'Tests for a shop',
  kind: 'write-tests',
  skills: ['testing'],
  level: 'foundation',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['shop/tests.py'],
  timeoutSeconds: 40,
  status: 'draft',
  authors: ['fixture'],
  task: '',
  hints: [],
  checks: [
    {
      id: 'seen',
      title: 'Seen',
      needs: [],
      onFail: '{given} / {later} / {other_name} / {other_price}',
      see: null,
    },
  ],
  starter,
  visible: {},
  hidden: { 'test_checks.py': CHECKS },
  solution: { 'shop/tests.py': 'import unittest\n' },
  accepted: [],
  wrong: [],
  versions: [],
  mutants: [
    {
      dir: 'other-name',
      caughtBy: 'test_it',
      files: { 'shop/models.py': MODELS.replace('name', 'label') },
    },
    { dir: 'other-price', caughtBy: 'test_it', files: { 'shop/prices.py': 'PRICE = 9\n' } },
  ],
  startFails: null,
  mentorNotes: null,
};

describe('a ground', () => {
  test('carries projects that have the same in its paths, and no others', () => {
    const paths = ['shop/models.py', 'shop/apps.py', 'shop/migrations/'];
    const with_ = (files: Record<string, string>): boolean =>
      stands({ ...starter, ...files }, starter, paths);
    expect(with_({ 'shop/tests.py': 'x', 'shop/prices.py': 'x', 'shop/new.py': '' })).toBe(true);
    for (const path of ['shop/models.py', 'shop/apps.py', 'shop/migrations/0001_initial.py'])
      expect(with_({ [path]: 'x' })).toBe(false);
    const { 'shop/models.py': _, ...rest } = starter;
    expect(stands(rest, starter, paths)).toBe(false);
  });

  test('is chosen for each process by its files alone', () => {
    const prepared = new Prepared(bundle);
    const key = prepared.add('subject');
    const job = (files: Record<string, string>): object => ({ seed: 0, files: { ...starter, ...files } });
    expect(prepared.keyFor('subject', job({}))).toBe(key);
    prepared.stand(['shop/models.py']);
    expect(prepared.all).toHaveLength(2);
    expect(prepared.keyFor('subject', job({ 'shop/prices.py': 'x' }))).toBe(prepared.below?.key);
    expect(prepared.keyFor('subject', job({ 'shop/models.py': 'x' }))).toBe(key);
    expect(prepared.keyFor('judge', { base: {} })).toBe('');
  });
});

describe('versions on a ground', () => {
  let grader: Grader;
  beforeAll(async () => {
    const root = resolve(import.meta.dirname, '../../..');
    const runtimesDir = resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes');
    grader = await Grader.open({ runtimesDir, slots: 1 });
  });
  afterAll(() => grader.close());

  const grade = (cold: boolean) =>
    grader.grade({ bundle, files: { 'shop/tests.py': TESTS }, runtime: 'django-5.2', seed: 3 }, { cold });

  test('have their own models and tables, and the same modules', { timeout: 120_000 }, async () => {
    const { message: cold } = await grade(true);
    const seen = (cold ?? '').split(' / ');
    expect(seen[0]).toMatch(/^libraries \['id', 'name'\] 1 10 config,/);
    expect(seen[1]).toBe(seen[0]);
    expect(seen[2]).toBe(seen[0]?.replace('name', 'label'));
    expect(seen[3]).toBe(seen[0]?.replace('10', '9'));
    await vi.waitFor(
      async () => {
        const { message } = await grade(false);
        const how = (message ?? '').split(' / ').map((one) => one.split(' ')[0]);
        expect(how).toEqual(['ground', 'ground', 'libraries', 'ground']);
        expect(message?.replaceAll('ground', 'libraries')).toBe(cold);
      },
      { timeout: 90_000, interval: 200 },
    );
  });
});
