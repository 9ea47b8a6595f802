/**
 * Grades a learner's project in a sandbox and says how it went, in a form that cannot be forged. Whoever uses this may
 * forget processes, namespaces, Python, hidden checks and who is to blame when something ends early.
 */
export { Grader, type GradeHooks, type GraderOptions } from './grader.js';
export { graderMode, type GraderMode } from './isolation.js';
export { type Attempt, isEditable, isPlainPath } from './job.js';
export { readRuntimes, type RuntimeInfo } from './runtimes.js';
export { brokenVerdict, ENGINE } from './verdict.js';
