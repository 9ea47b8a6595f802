/** The life of a submission: taken, in line, graded, settled. A door forgets leases, order and retries. */
import {
  GraderRow,
  IncidentRow,
  RegradeRow,
  Run,
  Submission,
  TallyRow,
  VerdictRow,
} from './grading.tables.js';
import { Grading } from './grading.js';
import { Incidents } from './incidents.js';
import { Overview } from './overview.js';
import { Pace } from './pace.js';
import { Regrades } from './regrades.js';
import { Submissions } from './submissions.js';
import { Watch } from './watch.js';

export { Grading, MOST_TRIES, type Claim } from './grading.js';
export { Incidents } from './incidents.js';
export type { Metric } from './metrics.js';
export { Overview } from './overview.js';
export { lengthOfLine } from './line.js';
export { type Difference, type RegradeFilter, Regrades, type StoredWork } from './regrades.js';
export { gradingSettings } from './settings.js';
export { Submissions } from './submissions.js';
export { type AbandonedRun, type GraderNotice, Watch } from './watch.js';

export const gradingTables = [Submission, Run, VerdictRow, GraderRow, IncidentRow, RegradeRow, TallyRow];
export const gradingProviders = [Grading, Incidents, Overview, Pace, Regrades, Submissions, Watch];
