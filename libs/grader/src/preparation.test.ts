import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import { readContent } from '#content';
import { Grader } from './grader.js';

vi.setConfig({ testTimeout: 120_000 });

const root = resolve(import.meta.dirname, '../../..');
const runtimesDir = resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes');
const sample = resolve(import.meta.dirname, '../fixtures/sample');

function filesBelow(folder: string): ProjectFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

/** Says what the database holds for the libraries, and whether the run was prepared; it never passes. */
const ROWS = `import hashlib
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from grading.case import CheckCase
from judge import bench

class Checks(CheckCase):
    def test_rows(self):
        rows = [
            *ContentType.objects.order_by("app_label", "model").values_list("app_label", "model"),
            *Permission.objects.order_by("content_type__app_label", "codename").values_list("codename", "name"),
        ]
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()[:16]
        self.require(False, how="prepared" if bench._prepared else "bare", rows=f"{len(rows)} rows {digest}")
`;

const DELETES = `from django.db import migrations

def forget(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.all().delete()

class Migration(migrations.Migration):
    dependencies = [("plants", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(forget)]
`;

describe('a prepared exercise', () => {
  let grader: Grader;
  let bundle: ExerciseBundle;
  beforeAll(async () => {
    const [starter, solution] = ['starter', 'solution'].map((part) => filesBelow(join(sample, part)));
    const { exercises } = await readContent(root);
    bundle = {
      ...exercises.find(({ slug }) => slug === 'first-view')!,
      hash: 'c'.repeat(64),
      edit: ['plants/'],
      starter: starter!,
      solution: solution!,
      hidden: { 'test_checks.py': ROWS },
      checks: [{ id: 'rows', title: 'Rows', needs: [], onFail: '{how}: {rows}', see: null }],
    };
    grader = await Grader.open({ runtimesDir, slots: 1 });
  });
  afterAll(() => grader.close());

  const models = (): string => bundle.solution['plants/models.py'] ?? '';
  test.each<[string, () => ProjectFiles]>([
    ['an ordinary project', () => ({})],
    [
      'a model that calls itself one of a library',
      () => ({
        'plants/models.py': `${models()}\n\nclass Badge(models.Model):\n    class Meta:\n        app_label = "auth"\n`,
      }),
    ],
    ['a migration that deletes their rows', () => ({ 'plants/migrations/0002_forget.py': DELETES })],
    [
      'a command that takes the place of migrate',
      () => ({
        'plants/management/__init__.py': '',
        'plants/management/commands/__init__.py': '',
        'plants/management/commands/migrate.py':
          'from django.core.management.commands.migrate import Command as Stock\n\nclass Command(Stock):\n    def handle(self, **options):\n        super().handle(**options)\n        from django.contrib.auth.models import Permission\n        Permission.objects.all().delete()\n',
      }),
    ],
  ])('leaves the libraries’ rows as a cold start does, with %s', async (_, files) => {
    const attempt = { bundle, files: files(), runtime: 'django-5.2', seed: 1 };
    const cold = await grader.grade(attempt, { cold: true });
    expect(cold.message).toMatch(/^bare: \d+ rows/);
    const warm = await vi.waitFor(
      async () => {
        const verdict = await grader.grade(attempt);
        expect(verdict.message).toMatch(/^prepared/);
        return verdict;
      },
      { timeout: 90_000, interval: 200 },
    );
    expect(warm.message?.replace('prepared', 'bare')).toBe(cold.message);
  });
});
