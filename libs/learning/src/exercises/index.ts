/** What is solved to prove a skill: exercises, their immutable versions, hints and solutions. */
import { Exercises } from './exercises.js';
import { Hints } from './hints.js';
import { Exercise, ExerciseBundleRow, ExerciseLoad, ExerciseVersion, HintOpening } from './exercises.tables.js';

export { type Catalogue, type ExerciseChange, Exercises, type RequiredExercise } from './exercises.js';
export { ExerciseVersion } from './exercises.tables.js';
export { Hints } from './hints.js';
export { type Listed, provesNow } from './shown.js';

export const exercisesTables = [Exercise, ExerciseVersion, ExerciseBundleRow, ExerciseLoad, HintOpening];

/** What the module of the domain provides for this room. */
export const exercisesProviders = [Exercises, Hints];
