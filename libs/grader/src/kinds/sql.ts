import type { ExerciseBundle } from '#contract';
import type { Attempt } from '../job.js';
import type { Kind } from './kind.js';
import { orderOf } from './project.js';

/** Statements that the judge runs itself: nothing of the hand-in is a program, so the learner's process gets no file. */
export const sqlKind: Kind = {
  name: 'sql',
  materialOf(bundle) {
    const subject = { kind: bundle.kind };
    return { subject, practice: subject, judge: judgeMaterial(bundle) };
  },
  jobsOf({ bundle, files, seed }: Attempt) {
    const project = { ...bundle.starter, ...files };
    return {
      role: 'subject',
      project,
      subjects: [{ kind: bundle.kind, seed: 0 }],
      judge: {
        ...judgeMaterial(bundle),
        seed,
        learner: Object.fromEntries(bundle.edit.map((path) => [path, project[path] ?? ''])),
        order: orderOf(bundle),
      },
    };
  },
};

function judgeMaterial(bundle: ExerciseBundle): object {
  return {
    kind: bundle.kind,
    settings: null,
    secret: 'nothing is signed',
    base: { ...bundle.starter, ...bundle.solution },
    checks: bundle.hidden,
  };
}
