/** The life of a submission: taken, in line, graded, settled. A door forgets leases, order and retries. */
import { GraderRow, Run, Submission, VerdictRow } from './grading.tables.js';
import { Grading } from './grading.js';
import { Submissions } from './submissions.js';
import { Watch } from './watch.js';

export { Grading, MOST_TRIES, type Claim } from './grading.js';
export { lengthOfLine } from './line.js';
export { Submissions } from './submissions.js';
export { type AbandonedRun, type GraderNotice, Watch } from './watch.js';

export const gradingTables = [Submission, Run, VerdictRow, GraderRow];
export const gradingProviders = [Grading, Submissions, Watch];
