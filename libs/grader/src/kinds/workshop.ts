import type { ExerciseKind } from '#contract';
import type { Attempt } from '../job.js';
import type { Kind } from './kind.js';
import { orderOf } from './project.js';

/** Kinds whose programs run in prepared folders. The judge has everything and prepares them itself. */
export function workshopKind(name: ExerciseKind): Kind {
  return {
    name,
    jobsOf({ bundle, files, seed }: Attempt) {
      const project = { ...bundle.starter, ...files };
      const asked = new Set(bundle.checks.map(({ id }) => id));
      return {
        role: 'workshop',
        project,
        subjects: [{ kind: name, seed: 0 }],
        judge: {
          kind: name,
          seed,
          project,
          mutants: bundle.mutants.filter(({ caughtBy }) => asked.has(caughtBy)), // a proof asks for less than all
          isReference: bundle.edit.every((path) => files[path] === (bundle.solution[path] ?? files[path])),
          checks: bundle.hidden,
          order: orderOf(bundle),
        },
      };
    },
  };
}
