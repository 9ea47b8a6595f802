import { randomBytes } from 'node:crypto';
import { type ExerciseBundle, type ExerciseKind, type ProjectFiles, publicTests } from '#contract';
import type { Attempt } from '../job.js';
import type { Kind } from './kind.js';

/** Kinds that lay the learner's files over the starter and look at the one project that results. */
export function projectKind(name: ExerciseKind): Kind {
  return {
    name,
    materialOf(bundle) {
      const base = { ...bundle.starter, ...bundle.solution };
      const common = { kind: bundle.kind, settings: settingsModule(base) };
      return {
        subject: { ...common, starter: bundle.starter },
        practice: { ...common, starter: bundle.starter },
        judge: { ...common, base, checks: bundle.hidden, secret: 'set for each run' },
      };
    },
    practiceOf,
    jobsOf({ bundle, files, seed }: Attempt) {
      const project = { ...bundle.starter, ...files };
      const base = { ...bundle.starter, ...bundle.solution };
      const settings = settingsModule(base);
      // Equal on both halves, so that a session signed by one is read by the other.
      const common = { kind: bundle.kind, settings, secret: randomBytes(32).toString('hex') };
      return {
        role: 'subject',
        project,
        // Only the judge has the seed: with it, or with anything derived from it, the learner's code could foretell
        // every random value of the checks.
        subjects: [{ ...common, seed: publicSeed(bundle), files: project }],
        judge: {
          ...common,
          seed,
          base,
          checks: bundle.hidden,
          order: orderOf(bundle),
          schemaIsForeign: bundle.edit.some((path) => /(^|\/)(models|migrations)(\/|\.py$|$)/.test(path)),
        },
      };
    },
  };
}

/** The learner's project and the tests in it that the learner can see; null when there are none. */
export function practiceOf({ bundle, files }: Attempt): object | null {
  const project = { ...bundle.starter, ...files, ...bundle.visible };
  const tests = publicTests(bundle).filter((path) => path in project);
  if (tests.length === 0) return null;
  return {
    kind: bundle.kind,
    settings: settingsModule({ ...bundle.starter, ...bundle.solution }),
    secret: randomBytes(32).toString('hex'),
    seed: publicSeed(bundle),
    files: project,
    tests,
  };
}

/** The checks in the manifest's order; one is asked only when those that it needs have passed. */
export function orderOf({ checks }: ExerciseBundle): object[] {
  return checks.map(({ id, needs }) => ({ id, needs }));
}

/** For the learner's process, which must not know the seed of the checks. */
function publicSeed({ hash }: ExerciseBundle): number {
  return Number.parseInt(hash.slice(0, 12), 16);
}

/** Whether the reference itself is handed in: then a kind looks at what the exercise must prove of itself, too. */
export function isReference({ bundle, files }: Attempt): boolean {
  return Object.keys(bundle.solution).every((path) => files[path] === bundle.solution[path]);
}

/** The settings module of a project, or null for plain Python. The reference is asked, never the learner's files. */
export function settingsModule(files: ProjectFiles): string | null {
  const named = /DJANGO_SETTINGS_MODULE["'],\s*["']([\w.]+)["']/.exec(files['manage.py'] ?? '');
  if (named?.[1]) return named[1];
  const found = Object.keys(files).filter((path) => /^[a-z_]\w*\/settings\.py$/.test(path));
  return found.length === 1 && found[0] ? found[0].slice(0, -3).replaceAll('/', '.') : null;
}
