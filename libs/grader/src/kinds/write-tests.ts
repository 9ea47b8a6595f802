import { randomBytes } from 'node:crypto';
import type { ExerciseBundle, ProjectFiles } from '#contract';
import type { Attempt } from '../job.js';
import { type Chance, chanceOf, shuffled } from './chance.js';
import type { Kind } from './kind.js';
import { isReference, orderOf, practiceOf, settingsModule } from './project.js';

/** Tests that hold today should hold in another year, on another weekday and in another season. */
const LATER_DAYS = 400;

interface Version {
  name: string;
  files: ProjectFiles;
  days: number;
  shuffle: number | null;
}

/** The learner's tests on every version of the project, in an order that they cannot know. */
export const writeTestsKind: Kind = {
  name: 'write-tests',
  materialOf(bundle) {
    const settings = settingsModule(bundle.starter);
    const subject = { kind: bundle.kind, settings, starter: bundle.starter };
    return { subject, practice: subject, judge: judgeMaterial(bundle) };
  },
  /** On the project as it was handed out: the other versions are for grading. */
  practiceOf,
  jobsOf(attempt: Attempt) {
    const { bundle, files, seed } = attempt;
    const suite = { ...pick(bundle.starter, bundle.edit), ...files };
    const settings = settingsModule(bundle.starter);
    const common = { kind: bundle.kind, settings, secret: randomBytes(32).toString('hex') };
    const chance = chanceOf(seed);
    const versions = shuffled(versionsOf(bundle, chance), chance);
    return {
      role: 'subject',
      project: { ...bundle.starter, ...suite },
      // Equal but for the files: a name or a seed would tell the tests which version they run on.
      subjects: versions.map((version) => ({
        ...common,
        seed: 0,
        files: { ...bundle.starter, ...version.files, ...suite },
      })),
      judge: {
        ...judgeMaterial(bundle),
        seed,
        versions: versions.map(({ name, days, shuffle }) => ({ name, days, shuffle })),
        suite: Object.keys(suite).filter((path) => path.endsWith('.py')),
        isReference: isReference(attempt),
        caughtBy: Object.fromEntries(bundle.mutants.map(({ dir, caughtBy }) => [dir, caughtBy])),
        order: orderOf(bundle),
      },
    };
  },
};

function versionsOf({ versions, mutants }: ExerciseBundle, chance: Chance): Version[] {
  const plain = { files: {}, days: 0, shuffle: null };
  return [
    { ...plain, name: 'given' },
    { ...plain, name: 'shuffled', shuffle: chance(2 ** 31) },
    { ...plain, name: 'later', days: LATER_DAYS },
    ...[...(versions ?? []), ...mutants].map(({ dir, files }) => ({ ...plain, name: dir, files })),
  ];
}

/** The judge needs no project: what its checks compare are outcomes. */
function judgeMaterial({ kind, hidden }: ExerciseBundle): object {
  return { kind, settings: null, secret: 'nothing is signed', base: {}, checks: hidden };
}

function pick(files: ProjectFiles, paths: readonly string[]): ProjectFiles {
  return Object.fromEntries(paths.flatMap((path) => (path in files ? [[path, files[path] ?? '']] : [])));
}
