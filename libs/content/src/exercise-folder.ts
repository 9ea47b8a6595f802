import type { ExerciseBundle, ProjectFiles } from '#contract';
import { error, type Finding } from './finding.js';
import { readFolder } from './folder.js';
import { hashFiles } from './hash.js';
import { readHints } from './hints.js';
import { checkList, exerciseFrontMatter, type ExerciseFrontMatter } from './schemas.js';
import { type LineOf, readMarkdown, readYaml } from './source.js';

/** An exercise as it lies in its folder: the bundle, and what the checks need to point at a line. */
export interface ExerciseFolder {
  /** `exercises/<name>` */
  dir: string;
  name: string;
  files: Map<string, string>;
  bundle: ExerciseBundle | null;
  frontMatterLine: LineOf;
  checksLine: LineOf;
  /** Findings of reading; `checkContent` adds its own. */
  findings: Finding[];
}

const noLine: LineOf = () => 1;

/** The `checks` folder's Python keeps the names it has there: `test_checks.py`. */
export async function readExercise(root: string, name: string): Promise<ExerciseFolder> {
  const dir = `exercises/${name}`;
  const { files, findings } = await readFolder(root, dir);
  const folder: ExerciseFolder = {
    dir,
    name,
    files,
    bundle: null,
    frontMatterLine: noLine,
    checksLine: noLine,
    findings,
  };

  const exerciseText = files.get('exercise.md');
  const checksText = files.get('checks/checks.yaml');
  for (const [path, text] of [
    ['exercise.md', exerciseText],
    ['checks/checks.yaml', checksText],
  ] as const) {
    if (text === undefined) findings.push(error(dir, 1, 'missing-file', `\`${path}\` is missing.`));
  }
  if (exerciseText === undefined || checksText === undefined) return folder;

  const exercise = readMarkdown(`${dir}/exercise.md`, exerciseText, exerciseFrontMatter);
  const checks = readYaml(`${dir}/checks/checks.yaml`, checksText, checkList);
  const hints = readHints(`${dir}/hints.md`, files.get('hints.md') ?? '');
  findings.push(...exercise.findings, ...checks.findings, ...hints.findings);
  folder.frontMatterLine = exercise.lineOf;
  folder.checksLine = checks.lineOf;
  if (!exercise.data || !checks.data) return folder;

  folder.bundle = {
    ...describe(exercise.data, files),
    hash: hashFiles(files),
    task: exercise.body.trim(),
    hints: hints.hints.map(({ id, text }) => ({ id, text })),
    checks: checks.data.map((check) => ({
      id: check.id,
      title: check.title,
      needs: check.needs ?? [],
      onFail: check.on_fail.trim(),
      see: check.see ?? null,
    })),
    mentorNotes: files.get('mentor.md') ?? null,
  };
  return folder;
}

function describe(
  data: ExerciseFrontMatter,
  files: Map<string, string>,
): Omit<ExerciseBundle, 'hash' | 'task' | 'hints' | 'checks' | 'mentorNotes'> {
  return {
    slug: data.slug,
    title: data.title,
    kind: data.kind,
    skills: data.skills,
    level: data.level,
    minutes: data.minutes,
    django: data.django ?? null,
    python: data.python ?? null,
    packages: data.packages ?? [],
    edit: data.edit,
    timeoutSeconds: data.timeout_seconds,
    status: data.status,
    authors: data.authors,
    starter: below(files, 'starter/'),
    visible: below(files, 'visible/'),
    hidden: below(files, 'checks/', '.py'),
    solution: below(files, 'solution/'),
    accepted: data.accepted.map((dir) => ({ dir, files: below(files, `accepted/${dir}/`) })),
    wrong: data.wrong.map((wrong) => ({ ...wrong, files: below(files, `wrong/${wrong.dir}/`) })),
    versions: (data.versions ?? []).map(({ dir }) => ({ dir, files: below(files, `versions/${dir}/`) })),
    mutants: (data.mutants ?? []).map(({ dir, caught_by: caughtBy }) => ({
      dir,
      caughtBy,
      files: below(files, `mutants/${dir}/`),
    })),
    startFails: data.starter_fails ?? null,
    ...reviewOf(data, files),
  };
}

function reviewOf(
  { rubric, mark, reviewed }: ExerciseFrontMatter,
  files: Map<string, string>,
): Pick<ExerciseBundle, 'review'> {
  if (!rubric || !mark || !reviewed) return {};
  return {
    review: {
      mark,
      rubric: Object.entries(rubric).map(([id, holds]) => ({ id, holds })),
      examples: reviewed.map(({ dir, scores }) => ({ dir, scores, files: below(files, `reviewed/${dir}/`) })),
    },
  };
}

function below(files: Map<string, string>, folder: string, ending = ''): ProjectFiles {
  const found: ProjectFiles = {};
  for (const [path, text] of files) {
    if (path.startsWith(folder) && path.endsWith(ending)) found[path.slice(folder.length)] = text;
  }
  return found;
}
