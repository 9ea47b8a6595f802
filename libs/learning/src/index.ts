/**
 * The domain, in rooms that stand in a line: people, skills, exercises, progress, certificates, grading. A door calls
 * their verbs and forgets tables, queries and transactions.
 */
export { entities, LearningModule } from './learning.module.js';
export * from './people/index.js';
export { GraphRefused, type GraphChange, type GraphContent, Skills } from './skills/index.js';
export { type ExerciseChange, Exercises, Hints, type RequiredExercise } from './exercises/index.js';
export { Progress, Recommendations } from './progress/index.js';
export { Certificates } from './certificates/index.js';
export {
  type Claim,
  type Difference,
  type GraderNotice,
  Grading,
  gradingSettings,
  Incidents,
  lengthOfLine,
  type Metric,
  MOST_TRIES,
  Overview,
  type RegradeFilter,
  Regrades,
  type StoredWork,
  Submissions,
  Watch,
} from './grading/index.js';
