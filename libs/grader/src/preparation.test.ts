import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ExerciseBundle, ProjectFiles, Verdict } from '#contract';
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
    def test_form(self):
        self.require(False, form=self.subject.call("plants.page:show"))

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

/** Keeps what a migration sees of the models of its own app, of those it depends on, and of one without migrations, as a row. */
const SEES = `import hashlib
import django.db.models
from django.conf import settings
from django.db import migrations, models

def keep(apps, schema_editor):
    seen = sorted(
        (
            model._meta.label,
            sorted(str(field) for field in model._meta.get_fields(include_hidden=True)),
            sorted(repr(manager.deconstruct()) for manager in model._meta.managers),
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ("auth", "contenttypes", "plants", "extra")
    )
    model = hashlib.sha256(repr(seen).encode()).hexdigest()
    apps.get_model("contenttypes", "ContentType").objects.create(app_label="seen", model=model)

class Migration(migrations.Migration):
    dependencies = [("plants", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel("Leaf", fields=[
            ("id", models.BigAutoField(primary_key=True)),
            ("owner", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="leaves")),
        ]),
        migrations.RunPython(keep),
    ]
`;

/** A form in which a widget has the project's own template and tag, and one that the project cannot take the place of. */
const FORM = {
  'plants/templatetags/__init__.py': '',
  'plants/templatetags/marks.py':
    'from django import template\n\nregister = template.Library()\n\n@register.simple_tag\ndef mark():\n    return "marked"\n',
  'plants/templates/plants/widget.html':
    '{% load marks %}{% mark %} {% include "django/forms/widgets/text.html" %}',
  'plants/templates/django/forms/widgets/text.html': 'taken',
  'plants/page.py': `from django import forms

class Own(forms.TextInput):
    template_name = "plants/widget.html"

class Page(forms.Form):
    own = forms.CharField(widget=forms.MultiWidget([Own, forms.TextInput]))
    choice = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)

def show():
    return str(Page({"choice": "b"}).as_p()) + str(Page({})["own"].as_widget(Own()))
`,
};

describe('a prepared exercise', () => {
  let grader: Grader;
  let bundle: ExerciseBundle;
  beforeAll(async () => {
    const [starter, solution] = ['starter', 'solution'].map((part) => filesBelow(join(sample, part)));
    const { exercises } = await readContent(root);
    bundle = {
      ...exercises.find(({ slug }) => slug === 'first-view')!,
      hash: 'c'.repeat(64),
      edit: ['plants/', 'project/', 'extra/'],
      starter: starter!,
      solution: solution!,
      hidden: { 'test_checks.py': ROWS },
      checks: [
        { id: 'rows', title: 'Rows', needs: [], onFail: '{how}: {rows}', see: null },
        { id: 'form', title: 'Form', needs: [], onFail: '{form}', see: null },
      ],
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
    ['a migration that uses their models', () => ({ 'plants/migrations/0002_leaf.py': SEES })],
    [
      'an app without migrations',
      () => ({
        'plants/migrations/0002_leaf.py': SEES,
        'project/settings.py': `${bundle.starter['project/settings.py']}\nINSTALLED_APPS += ["extra"]\n`,
        'extra/__init__.py': '',
        'extra/models.py':
          'from django.db import models\n\nclass Pot(models.Model):\n    group = models.ForeignKey("auth.Group", models.CASCADE)\n',
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

  test('draws forms as a cold start does', async () => {
    const attempt = { bundle, files: FORM, runtime: 'django-5.2', seed: 1 };
    const form = (verdict: Verdict) => verdict.checks.find(({ id }) => id === 'form')?.message;
    const cold = form(await grader.grade(attempt, { cold: true }));
    expect(cold).toMatch(/marked <input type="text".*<input type="radio"/s);
    expect(cold).not.toContain('taken');
    await vi.waitFor(
      async () => {
        const verdict = await grader.grade(attempt);
        expect(verdict.message).toMatch(/^prepared/);
        expect(form(verdict)).toBe(cold);
      },
      { timeout: 90_000, interval: 200 },
    );
  });
});
