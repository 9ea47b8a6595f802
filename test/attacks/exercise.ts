import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExerciseBundle, ProjectFiles, Verdict } from '#contract';
import { Grader, type GraderMode, type GraderOptions } from '#grader';

const here = import.meta.dirname;
const root = path.resolve(here, '../..');

/** Those that `npm test` has installed. */
export const runtimesDir = path.resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes');

/** Each test file opens its own. */
export function openGrader(options: Partial<GraderOptions> = {}): Promise<Grader> {
  return Grader.open({ runtimesDir, ...options });
}

/** The strongest of this machine, and each weaker one that it has: what holds in one may not in another. */
export const modes = await (async () => {
  const found: GraderMode[] = ['auto'];
  for (const mode of ['B', 'C'] as const) {
    const grader = await openGrader({ mode, slots: 1 });
    if (grader.isolation.mode) found.push(mode);
    await grader.close();
  }
  return found;
})();

export function read(file: string): string {
  return readFileSync(path.join(here, file), 'utf8');
}

export function programs(prefix: string): string[] {
  return readdirSync(path.join(here, 'programs'))
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(0, -3))
    .toSorted((a, b) => a.localeCompare(b, 'en'));
}

const STARTER = [
  'manage.py',
  'project/__init__.py',
  'project/settings.py',
  'project/urls.py',
  'board/__init__.py',
  'board/models.py',
  'board/views.py',
  'board/honest.py',
];
const CHECKS = [
  'titles_listed',
  'detail_is_json',
  'post_saves_once',
  'list_needs_one_query',
  'total_of_stars',
];

interface Shape {
  starter: ProjectFiles;
  solution: ProjectFiles;
  checks: string[];
  hidden: string;
  edit: string[];
}

export function bundleOf({ starter, solution, checks, hidden, edit }: Shape): ExerciseBundle {
  return {
    slug: 'fixture',
    hash: createHash('sha256').update(hidden).digest('hex'),
    title: 'A fixture',
    kind: 'implement',
    skills: ['fixture'],
    level: 'foundation',
    minutes: 10,
    django: null,
    python: null,
    packages: [],
    edit,
    timeoutSeconds: 3,
    status: 'draft',
    authors: ['fixture'],
    task: '',
    hints: [],
    checks: checks.map((id) => ({
      id,
      title: `Check ${id}`,
      needs: [],
      onFail: 'It did not hold: {what}{actual}{queries}.',
      see: null,
    })),
    starter,
    visible: {},
    hidden: { 'test_checks.py': hidden },
    solution,
    accepted: [],
    wrong: [],
    mutants: [],
    startFails: null,
    mentorNotes: null,
  };
}

/** A notes board with five checks; the starter is honest and wrong and passes none of them. */
export const board = bundleOf({
  starter: Object.fromEntries(STARTER.map((file) => [file, read(`board/${file}`)])),
  solution: { 'board/views.py': read('board/right.py') },
  checks: CHECKS,
  hidden: read('board/checks.py'),
  edit: [
    'board/views.py',
    'board/models.py',
    'board/migrations/',
    'project/settings.py',
    'project/urls.py',
    'json.py',
    'os.py',
    'unittest/',
    'sqlite3.py',
    'django/',
    'grading/',
    'sitecustomize.py',
  ],
});

/** One function `tries()` of plain Python that says which of its tries succeeded. */
export const cage = bundleOf({
  starter: { 'tries.py': 'def tries():\n    return []\n' },
  solution: {},
  checks: ['nothing_works'],
  hidden: [
    'from grading.case import CheckCase',
    '',
    'class Checks(CheckCase):',
    '    def test_nothing_works(self):',
    '        found = self.subject.call("tries:tries")',
    '        self.require(found == [], what=", ".join(map(str, found)))',
  ].join('\n'),
  edit: ['tries.py'],
});

/** With a fault of ours in the place of the apology that a learner reads. */
export async function gradeBoard(
  grader: Grader,
  files: ProjectFiles,
  { seed = 11, timeoutSeconds = board.timeoutSeconds } = {},
): Promise<Verdict> {
  let fault = '';
  const onFault = (detail: string): void => void (fault = detail);
  const bundle = { ...board, timeoutSeconds };
  const verdict = await grader.grade({ bundle, files, runtime: 'django-5.2', seed }, { onFault });
  return fault ? { ...verdict, message: fault } : verdict;
}

export function gradeRight(grader: Grader): Promise<Verdict> {
  return gradeBoard(grader, { 'board/views.py': read('board/right.py') }, { seed: 12 });
}

export function passedChecks(verdict: Verdict): string[] {
  return verdict.checks.filter(({ status }) => status === 'passed').map(({ id }) => id);
}
