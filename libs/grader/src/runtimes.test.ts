import { resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { Grader } from './grader.js';

const root = resolve(import.meta.dirname, '../../..');
const grader = await Grader.open({
  runtimesDir: resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes'),
});
afterAll(() => grader.close());

const USE = `
import io

def use():
    from django.conf import settings
    settings.configure()
    import django_cte, whitenoise.middleware
    from PIL import Image
    from rest_framework import serializers
    field = serializers.IntegerField(min_value=3)
    file = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    return [field.run_validation("7"), Image.open(io.BytesIO(file.getvalue())).size]
`;

const CHECKS = `
from grading.case import CheckCase

class Checks(CheckCase):
    def test_work(self):
        found = self.subject.call("use:use")
        self.require(found == [7, (4, 3)], found=found)
`;

const bundle: ExerciseBundle = {
  slug: 'packages',
  hash: 'c'.repeat(64),
  title: 'Packages',
  kind: 'implement',
  skills: ['packages'],
  level: 'foundation',
  minutes: 10,
  django: null,
  python: null,
  packages: [],
  edit: ['use.py'],
  timeoutSeconds: 10,
  status: 'draft',
  authors: ['fixture'],
  task: '',
  hints: [],
  checks: [{ id: 'work', title: 'They work', needs: [], onFail: '{found}', see: null }],
  starter: {},
  visible: {},
  hidden: { 'test_checks.py': CHECKS },
  solution: { 'use.py': USE },
  accepted: [],
  wrong: [],
  mutants: [],
  startFails: null,
  mentorNotes: null,
};

test.each(grader.runtimes)(
  'the packages of $name work in the sandbox',
  { timeout: 30_000 },
  async (runtime) => {
    const verdict = await grader.grade({ bundle, files: { 'use.py': USE }, runtime: runtime.name, seed: 1 });
    expect(verdict).toMatchObject({
      outcome: 'passed',
      message: null,
      runtime: runtime.name,
      django: runtime.djangoVersion,
      python: runtime.pythonVersion,
    });
  },
);
