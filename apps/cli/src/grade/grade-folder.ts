import { randomInt } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ExerciseBundle, verdictFormat } from '#contract';
import { admits, checkContent, formatFinding, readContent } from '#content';
import { exportVerdict } from '#formats';
import { Grader, type RuntimeInfo } from '#grader';
import type { ContentConfig } from '../content/config.js';
import { readProject } from './project-folder.js';
import { Refused } from './refused.js';
import { told } from './told.js';

const options = {
  exercise: { type: 'string' },
  runtime: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'string' },
  format: { type: 'string' },
} as const;
const STANDARD = 'django-5.2';
/** The same range as on the server. */
const SEEDS = 2 ** 48 - 1;

/**
 * Grades a folder with the exercises of this checkout. Version, seed and runtime being equal, the verdict is the server's,
 * apart from times and isolation.
 */
export async function gradeFolder(args: string[], config: ContentConfig): Promise<number> {
  const { root } = config;
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
  const format = verdictFormat.optional().safeParse(values.format);
  const seed = values.seed === undefined ? randomInt(SEEDS) : Number(values.seed);
  const [folder, ...more] = positionals;
  if (!folder || more.length > 0 || !values.exercise) return wrong('Name one folder and its --exercise.');
  if (!format.success) return wrong(`--format is one of ${verdictFormat.options.join(', ')}.`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= SEEDS)
    return wrong(`--seed is a number from 0 to ${SEEDS - 1}.`);
  try {
    const bundle = await requireExercise(root, values.exercise);
    const at = await stat(folder).catch(() => null);
    if (!at?.isDirectory()) return wrong(`There is no folder ${folder}.`);
    const { files, notes } = await readProject(folder, bundle);
    for (const note of notes) console.error(`Note: ${note}`);
    return await gradeOnce(bundle, { files, runtime: values.runtime, seed }, config, {
      ...(values.json ? { json: values.json } : {}),
      ...(format.data ? { format: format.data } : {}),
    });
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    console.error(`Refused (${cause.problem}): ${cause.message}`);
    return 2;
  }
}

async function requireExercise(root: string, slug: string): Promise<ExerciseBundle> {
  const content = await readContent(root);
  const bundle = content.exercises.find((one) => one.slug === slug);
  const faults = checkContent(content).filter(
    ({ file, severity }) => severity === 'error' && `${file}/`.startsWith(`exercises/${slug}/`),
  );
  if (faults.length > 0)
    throw new Refused(
      'exercise-not-gradable',
      `The exercise has faults:\n${faults.map(formatFinding).join('\n')}`,
    );
  if (!bundle) throw new Refused('unknown-exercise', `There is no exercise "${slug}" in this checkout.`);
  return bundle;
}

async function gradeOnce(
  bundle: ExerciseBundle,
  attempt: { files: Record<string, string>; runtime: string | undefined; seed: number },
  { runtimesDir, mode }: ContentConfig,
  to: { json?: string; format?: (typeof verdictFormat.options)[number] },
): Promise<number> {
  const grader = await Grader.open({ runtimesDir, mode, slots: 1 });
  try {
    const verdict = await grader.grade(
      { bundle, ...attempt, runtime: attempt.runtime ?? standardFor(bundle, grader.runtimes) },
      { onFault: (detail) => console.error(`A fault that is not the learner's: ${detail}`) },
    );
    if (to.json) await writeFile(to.json, `${JSON.stringify(verdict, null, 2)}\n`);
    if (bundle.kind === 'review' && verdict.outcome === 'passed')
      console.error('Note: the form is right; on the server a mentor then reads it and has the last word.');
    console.log(to.format ? exportVerdict(to.format, verdict) : told(verdict, bundle.slug));
    return verdict.outcome === 'passed' ? 0 : verdict.outcome === 'broken' ? 2 : 1;
  } finally {
    await grader.close();
  }
}

/** The standard version where it fits, as for a learner on the server who has chosen none. */
function standardFor({ django }: ExerciseBundle, runtimes: readonly RuntimeInfo[]): string {
  const fitting = runtimes.filter(({ djangoVersion }) => admits(django, djangoVersion));
  return (fitting.find(({ name }) => name === STANDARD) ?? fitting[0])?.name ?? STANDARD;
}

function wrong(sentence: string): number {
  console.error(`${sentence} With --help the command says how it is used.`);
  return 2;
}
