import { z } from 'zod';
import { exerciseKind, exerciseStatus, importance, level, rubricScore, slug } from '#contract';

const checkId = z.string().regex(/^[a-z][a-z0-9_]*$/, 'Use lower-case letters, digits and underscores.');
const title = z.string().min(3).max(60);

/** Keeps duplicates out and says so in the JSON Schema too. */
function unique<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .refine((items) => new Set(items).size === items.length, 'Name each one once.')
    .meta({ uniqueItems: true });
}

/** Relative, forward, readable on every system: `library/views.py`. */
export const contentPath = z
  .string()
  .min(1)
  .max(120)
  .regex(
    /^(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    'Use a relative path with `/`, without `..`.',
  );

export const area = z.strictObject({
  slug: slug.describe('Name of the folder under skills/ that holds the skills of this area.'),
  title: title.describe('Name of the area as shown to learners.'),
  order: z.int().min(1).describe('Place of the area on the map, counted from 1.'),
});
export type Area = z.infer<typeof area>;

export const areaList = z.array(area).min(1).describe('All areas of the skills graph.');

export const skillFrontMatter = z.strictObject({
  slug: slug.describe('Permanent identity; equals the name of the file.'),
  title: title.describe('Name of the skill as shown to learners.'),
  area: slug.describe('Area it belongs to; equals the name of the folder.'),
  outcome: z.string().min(30).max(160).describe('What one can do afterwards, in one sentence.'),
  level: level.describe(
    'foundation: a first site on your own. junior: useful in a team. mid: leads changes.',
  ),
  importance: importance.describe(
    'core: asked of everybody. recommended: electives. optional: specialities.',
  ),
  hours: z
    .int()
    .min(1)
    .max(40)
    .describe('Reading, trying and the exercises, for a learner who has all prerequisites.'),
  needs: unique(slug).describe('Direct prerequisites only; what follows from others is left out.'),
  know: z.array(z.string().min(2)).min(3).max(12).describe('What has to be understood, in keywords.'),
  can: z.array(z.string().min(10)).min(3).max(6).describe('Observable statements: “I can …”.'),
  learn: z
    .array(
      z.strictObject({
        name: z.string().min(3).describe('Name of the page as shown to learners.'),
        url: z.url({ protocol: /^https$/ }).describe('Address of the page; https only.'),
      }),
    )
    .min(1)
    .max(5)
    .describe('Where to read, best first.'),
  assess: unique(slug).min(1).describe('Exercises that prove the skill; all must pass.'),
});
export type SkillFrontMatter = z.infer<typeof skillFrontMatter>;

export const pathFile = z.strictObject({
  slug: slug.describe('Permanent identity; equals the name of the file.'),
  title: title.describe('Name of the path as shown to learners and on its certificate.'),
  promise: z.string().min(30).max(200).describe('What the holder of the certificate can do.'),
  includes: slug.optional().describe('Path that this one continues.'),
  skills: unique(slug).min(1).describe('Required skills, without those of the included path.'),
  electives: z
    .strictObject({
      count: z.int().min(0).describe('How many electives a learner chooses.'),
      from: unique(slug).describe('Skills to choose from.'),
    })
    .describe('Skills the learner chooses.'),
  capstone: slug.describe('Exercise of kind review that closes the path.'),
});
export type PathFile = z.infer<typeof pathFile>;

const wrongSolution = z.strictObject({
  dir: slug.describe('Folder under wrong/.'),
  fails: checkId.describe('Check that must be the first one to fail.'),
  status: z
    .enum(['failed', 'error'])
    .default('failed')
    .describe('failed: the check does not hold. error: the code raises while the check runs.'),
  why: z.string().min(10).describe('The misunderstanding behind it, for authors and mentors.'),
});

const mutant = z.strictObject({
  dir: slug.describe('Folder under mutants/.'),
  caught_by: z.string().describe('Test or step of the reference that notices it.'),
});

const reviewed = z.strictObject({
  dir: z.enum(['pass', 'border', 'fail']).describe('Folder under reviewed/ with a stored submission.'),
  scores: z
    .record(checkId, rubricScore)
    .describe('Agreed points by line of the rubric: 0 does not hold, 1 partly, 2 holds.'),
});

const version = z.strictObject({
  dir: slug.describe('Folder under versions/.'),
  why: z.string().min(10).describe('In what it differs from the starter while it keeps every promise.'),
});

export const exerciseFrontMatter = z
  .strictObject({
    slug: slug.describe('Permanent identity; equals the name of the folder.'),
    title: title.describe('Name of the exercise as shown to learners.'),
    kind: exerciseKind.describe('How the work is handed in and run.'),
    skills: unique(slug).min(1).describe('Skills whose `assess` lists this exercise.'),
    level: level.describe('Level of the hardest part.'),
    minutes: z.int().min(10).max(2400).describe('Time a learner with the prerequisites needs.'),
    django: z
      .string()
      .regex(/^(>=|<|==)?\d+\.\d+(,(>=|<)\d+\.\d+)?$/, 'Write a range such as ">=4.2" or ">=4.2,<6.0".')
      .optional()
      .describe('Range of Django versions it is proved on; left out when every version will do.'),
    python: z.string().optional().describe('Range of Python versions, for example ">=3.12".'),
    packages: z.array(z.string()).optional().describe('What the runtime needs beyond Django.'),
    edit: unique(contentPath).min(1).describe('Files a learner may change or create.'),
    timeout_seconds: z.int().min(1).max(120).default(20).describe('Wall clock of one run.'),
    starter_fails: checkId.optional().describe('Check that the untouched starter must fail first.'),
    accepted: unique(slug).default([]).describe('Folders under accepted/: other right solutions.'),
    wrong: z.array(wrongSolution).default([]).describe('Typical wrong solutions; three or more.'),
    versions: z
      .array(version)
      .optional()
      .describe('Other right versions of the project, for write-tests; two or more.'),
    mutants: z.array(mutant).optional().describe('Faulty versions, for write-tests and ci.'),
    rubric: z
      .record(checkId, z.string().min(20).max(200))
      .refine((lines) => Object.keys(lines).length <= 8, 'List at most eight lines.')
      .optional()
      .describe('What mentors judge, for review: a short name and what holds when it is good.'),
    mark: z.int().min(1).optional().describe('Points the rubric must reach, for review; two a line.'),
    reviewed: z
      .array(reviewed)
      .optional()
      .describe('Three stored submissions with agreed scores, for review.'),
    authors: z.array(z.string().min(1)).min(1).describe('Names of the people who wrote it.'),
    status: exerciseStatus.describe(
      'draft may fail its proof. beta is proved. stable counts for certificates.',
    ),
  })
  .superRefine((exercise, context) => {
    if (exercise.kind === 'review') {
      for (const path of ['rubric', 'mark', 'reviewed'] as const) {
        if (exercise[path] !== undefined) continue;
        context.addIssue({
          code: 'custom',
          path: [path],
          message: 'Mentors need a rubric, its mark and three examples.',
        });
      }
    } else {
      if (!exercise.starter_fails) {
        context.addIssue({
          code: 'custom',
          path: ['starter_fails'],
          message: 'Name the check the untouched starter fails first.',
        });
      }
      if (exercise.wrong.length < 3) {
        context.addIssue({
          code: 'custom',
          path: ['wrong'],
          message: 'List at least three wrong solutions.',
        });
      }
    }
    if ((exercise.kind === 'write-tests' || exercise.kind === 'ci') && (exercise.mutants?.length ?? 0) < 5) {
      context.addIssue({ code: 'custom', path: ['mutants'], message: 'List at least five faulty versions.' });
    }
    if (exercise.kind === 'write-tests' && (exercise.versions?.length ?? 0) < 2) {
      context.addIssue({
        code: 'custom',
        path: ['versions'],
        message: 'List at least two other right versions (Q10).',
      });
    }
  });
export type ExerciseFrontMatter = z.infer<typeof exerciseFrontMatter>;

const check = z.strictObject({
  id: checkId.describe('`test_<id>` in checks/test_checks.py proves it.'),
  title: z.string().min(8).max(80).describe('What must hold; shown to the learner from the start.'),
  needs: unique(checkId).optional().describe('Earlier checks without which this one says nothing.'),
  on_fail: z
    .string()
    .min(40)
    .max(400)
    .describe('What was observed, what the task asks for, where to look. {names} are facts from the code.'),
  see: checkId.or(slug).optional().describe('Heading in hints.md that belongs to this check.'),
});

export const checkList = z
  .array(check)
  .min(5)
  .max(10)
  .describe('Checks of an exercise, in the order in which they are reported.');
