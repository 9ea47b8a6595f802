import type { ExerciseBundle, ExerciseKind, ProjectFiles } from '#contract';
import type { Half } from '../engine.js';
import type { Attempt } from '../job.js';

/** What runs beside the judge: the learner's Python, or programs in a prepared folder that we only watch. */
export type Role = 'subject' | 'workshop';

/** The halves of a run get a job each; no other half ever sees the judge's. */
export interface Jobs {
  role: Role;
  /** One process each, made one after the other when the judge asks for the next; most kinds have one. */
  subjects: object[];
  /** Workshops beside the subjects; the judge starts them by number, counted on from the subjects. */
  companions?: object[];
  judge: object;
  /** The learner's project as it runs: what own lines of a traceback are looked up in. */
  project: ProjectFiles;
}

/**
 * What is particular to a kind of exercise on this side. Its folder in `harness/kinds` has the rest: what judge and
 * learner's half do, its tests, and a page for authors.
 */
export interface Kind {
  readonly name: ExerciseKind;
  jobsOf(attempt: Attempt): Jobs;
  /** What all runs of an exercise have in common, to be loaded once; only the judge's part may hold what is not public. */
  materialOf?(bundle: ExerciseBundle): Record<Half, object>;
  /** The learner's project with the exercise's public tests in it; null when it has none. */
  practiceOf?(attempt: Attempt): object | null;
}
