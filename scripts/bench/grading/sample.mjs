/** The sample project of suite `grading`: as an exercise for the engine, and as an ordinary project on disk. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../run.mjs';

const folder = path.join(root, 'libs/grader/fixtures/sample');

/** Files below a folder, as path → text. */
function filesBelow(dir) {
  const entries = readdirSync(dir, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'));
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(dir, file), readFileSync(file, 'utf8')];
    }),
  );
}

const [starter, solution, hidden, visible] = ['starter', 'solution', 'checks', 'visible'].map((part) =>
  filesBelow(path.join(folder, part)),
);
const ids = [...hidden['test_checks.py'].matchAll(/def test_(\w+)/g)].map(([, id]) => id);

/** `again` makes another exercise of the same files, which nobody has prepared. */
export function sampleBundle(again = '') {
  return {
    slug: 'sample',
    hash: createHash('sha256')
      .update(`${again}\0${JSON.stringify([starter, solution, hidden])}`)
      .digest('hex'),
    title: 'The sample project',
    kind: 'implement',
    skills: [],
    level: 'junior',
    minutes: 10,
    django: null,
    python: null,
    packages: [],
    edit: ['plants/'],
    timeoutSeconds: 20,
    status: 'draft',
    authors: ['fretboard'],
    task: '',
    hints: [],
    checks: ids.map((id) => ({ id, title: id, needs: [], onFail: 'Not yet.', see: null })),
    starter,
    visible,
    hidden,
    solution,
    accepted: [],
    wrong: [],
    mutants: [],
    startFails: null,
    mentorNotes: null,
  };
}

/** Passes, or passes the model check and no other. */
export const rightFiles = solution;
export const wrongFiles = { 'plants/models.py': solution['plants/models.py'] };

/** Writes the solved project with its ordinary tests, as `manage.py test` takes it. */
export async function writeProject(target) {
  for (const part of ['starter', 'solution', 'visible'])
    await cp(path.join(folder, part), target, { recursive: true });
}
