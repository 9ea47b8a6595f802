import { z } from 'zod';
import { level, sha256, slug } from './scalars.js';

export const exerciseKind = z.enum([
  'implement',
  'fix',
  'orm',
  'sql',
  'write-tests',
  'migrate',
  'ci',
  'deploy-check',
  'javascript',
  'shell',
  'review',
]);
export type ExerciseKind = z.infer<typeof exerciseKind>;

export const exerciseStatus = z.enum(['draft', 'beta', 'stable', 'retired']);
export type ExerciseStatus = z.infer<typeof exerciseStatus>;

/** Relative POSIX path inside a project, for example `library/views.py`. */
export const projectPath = z.string().min(1).max(120);
/** Path → text. */
export const projectFiles = z.record(projectPath, z.string());
export type ProjectFiles = z.infer<typeof projectFiles>;

export const checkSpec = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9_]*$/),
    title: z.string(),
    needs: z.array(z.string()).default([]),
    onFail: z.string(),
    see: z.string().nullable().default(null),
  })
  .meta({ id: 'CheckSpec' });
export type CheckSpec = z.infer<typeof checkSpec>;

/** Points of one line of a rubric: 0 does not hold, 1 partly, 2 holds. */
export const rubricScore = z.int().min(0).max(2);

/** What mentors judge in an exercise of kind review, and three examples whose scores they have agreed on. */
export const reviewSpec = z.object({
  mark: z.int().min(1).describe('points the rubric must reach'),
  rubric: z.array(z.object({ id: z.string(), holds: z.string() })).max(8),
  examples: z.array(
    z.object({ dir: z.string(), scores: z.record(z.string(), rubricScore), files: projectFiles }),
  ),
});
export type ReviewSpec = z.infer<typeof reviewSpec>;

/**
 * One immutable state of an exercise with everything it takes to grade it: what `libs/content` reads from a folder,
 * what PostgreSQL keeps under its hash, what `libs/grader` runs. Holds hidden checks and solutions; never sent to a
 * learner as a whole.
 */
export const exerciseBundle = z.object({
  slug,
  hash: sha256,
  title: z.string(),
  kind: exerciseKind,
  skills: z.array(slug),
  level,
  minutes: z.int(),
  django: z.string().nullable(),
  python: z.string().nullable(),
  packages: z.array(z.string()),
  edit: z.array(projectPath).describe('the files a learner may change or create'),
  timeoutSeconds: z.int(),
  status: exerciseStatus,
  authors: z.array(z.string()),
  task: z.string().describe('Markdown'),
  hints: z.array(z.object({ id: z.string(), text: z.string().describe('Markdown') })),
  checks: z.array(checkSpec),
  starter: projectFiles,
  visible: projectFiles.describe('tests the learner may run'),
  hidden: projectFiles.describe('checks/*.py, never in the sandbox of the learner'),
  solution: projectFiles,
  accepted: z.array(z.object({ dir: z.string(), files: projectFiles })),
  wrong: z.array(
    z.object({
      dir: z.string(),
      fails: z.string(),
      status: z.enum(['failed', 'error']),
      why: z.string(),
      files: projectFiles,
    }),
  ),
  versions: z
    .array(z.object({ dir: z.string(), files: projectFiles }))
    .optional()
    .describe('other right versions of the project, laid over the starter (write-tests); never shown'),
  mutants: z
    .array(z.object({ dir: z.string(), caughtBy: z.string(), files: projectFiles }))
    .default([])
    .describe('faulty versions laid over starter and solution (write-tests, ci); never shown'),
  startFails: z.string().nullable().describe('the check the untouched starter must fail first'),
  mentorNotes: z.string().nullable(),
  review: reviewSpec.optional().describe('for exercises of kind review; for mentors only'),
});
export type ExerciseBundle = z.infer<typeof exerciseBundle>;

export const exerciseSummary = z
  .object({
    slug,
    title: z.string(),
    kind: exerciseKind,
    skills: z.array(slug),
    level,
    minutes: z.int(),
    status: exerciseStatus,
  })
  .meta({ id: 'ExerciseSummary' });
export type ExerciseSummary = z.infer<typeof exerciseSummary>;

export const exerciseList = z.object({ items: z.array(exerciseSummary) }).meta({ id: 'ExerciseList' });
export type ExerciseList = z.infer<typeof exerciseList>;

const PRACTISED: ReadonlySet<ExerciseKind> = new Set(['implement', 'fix', 'orm', 'write-tests']);

/**
 * The public tests that a learner can practise with: Python files named `test…` that are shown with the exercise, or that
 * the learner writes.
 */
export function publicTests({
  kind,
  visible,
  edit,
}: Pick<ExerciseBundle, 'kind' | 'visible' | 'edit'>): string[] {
  if (!PRACTISED.has(kind)) return [];
  const shown = new Set([...Object.keys(visible), ...edit]);
  return [...shown].filter((path) => /(^|\/)tests?[^/]*\.py$/.test(path));
}

/** What a learner may see before passing. */
export const exerciseView = exerciseSummary
  .extend({
    version: sha256,
    taskHtml: z.string(),
    files: z.array(z.object({ path: projectPath, text: z.string(), editable: z.boolean() })),
    checks: z.array(z.object({ id: z.string(), title: z.string(), needs: z.array(z.string()) })),
    hintCount: z.int(),
    hints: z.array(z.string()).describe('ids of the hints in order; their text is asked for one by one'),
    timeoutSeconds: z.int(),
    django: z.string().nullable(),
    practice: z
      .boolean()
      .describe('whether public tests can be run, with a submission of purpose `practice`'),
  })
  .meta({ id: 'Exercise' });
export type ExerciseView = z.infer<typeof exerciseView>;

export const hintView = z
  .object({ id: z.string(), number: z.int().min(1), of: z.int().min(1), html: z.string() })
  .meta({ id: 'Hint' });
export type HintView = z.infer<typeof hintView>;
export const hintList = z
  .object({ items: z.array(hintView).describe('the hints that were opened, in order') })
  .meta({ id: 'HintList' });
export type HintList = z.infer<typeof hintList>;

/** Shown after passing: the reference and other right solutions. */
export const solutionsView = z
  .object({
    items: z.array(
      z.object({ name: z.string(), files: z.array(z.object({ path: projectPath, text: z.string() })) }),
    ),
  })
  .meta({ id: 'Solutions' });
export type SolutionsView = z.infer<typeof solutionsView>;
