import { expect, it } from 'vitest';
import type { ExerciseBundle } from '#contract';
import type { ExerciseFolder } from './exercise-folder.js';
import { checkVersions } from './check-versions.js';

const bundle = {
  slug: 'greeting',
  edit: ['app/tests.py'],
  starter: { 'app/views.py': 'right\n' },
  hidden: { 'test_checks.py': 'accepts("classes")\nunnoticed("inverted")\n' },
  versions: [{ dir: 'classes', files: { 'app/views.py': 'also right\n' } }],
  mutants: [{ dir: 'inverted', caughtBy: 'test_it', files: { 'app/views.py': 'wrong\n' } }],
} as unknown as ExerciseBundle;

function rules(changes: Partial<ExerciseBundle>, paths: string[] = []): string[] {
  const files = new Map(paths.map((path) => [path, '']));
  const folder = { dir: 'exercises/greeting', files, frontMatterLine: () => 7 } as unknown as ExerciseFolder;
  return checkVersions(folder, { ...bundle, ...changes }).map(({ rule, file }) => `${rule} ${file}`);
}

it('finds nothing in versions that keep every rule', () => {
  expect(rules({}, ['versions/classes/app/views.py', 'mutants/inverted/app/views.py'])).toEqual([]);
});

const mutant = (dir: string, files: Record<string, string>) => ({
  mutants: [...bundle.mutants, { dir, caughtBy: 'test_it', files }],
});

it.each<[string, Partial<ExerciseBundle>, string[], string]>([
  ['a mutant without files', mutant('none', {}), [], 'version exercises/greeting/mutants/none'],
  [
    'a mutant that equals the starter',
    mutant('inverted-2', { 'app/views.py': 'right\n' }),
    [],
    'Q9 exercises/greeting/mutants/inverted-2',
  ],
  [
    'a mutant that no check asks for',
    mutant('unasked', { 'app/views.py': 'x\n' }),
    [],
    'Q9 exercises/greeting/mutants/unasked',
  ],
  [
    'a version that no check asks for',
    { versions: [{ dir: 'unasked', files: { 'app/views.py': 'x\n' } }] },
    [],
    'Q10 exercises/greeting/versions/unasked',
  ],
  [
    'a version with the file that learners hand in',
    mutant('inverted-3', { 'app/tests.py': 'x\n' }),
    [],
    'version exercises/greeting/mutants/inverted-3/app/tests.py',
  ],
  [
    'a name that is used twice',
    mutant('classes', { 'app/views.py': 'x\n' }),
    [],
    'version exercises/greeting/exercise.md',
  ],
  [
    'a folder that the front matter does not list',
    {},
    ['mutants/forgotten/app/views.py'],
    'version exercises/greeting/mutants/forgotten',
  ],
])('%s is found', (_, changes, paths, finding) => {
  expect(rules(changes, paths)).toContain(finding);
});
