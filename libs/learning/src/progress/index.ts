/** What a person has shown and what follows from it: mastery, progress on paths, what to learn next. */
import { Progress } from './progress.js';
import { Recommendations } from './recommendations.js';
import { Evidence } from './progress.tables.js';

export { type PathStanding, Progress, type Shown } from './progress.js';
export { Recommendations } from './recommendations.js';

export const progressTables = [Evidence];

/** What the module of the domain provides for this room. */
export const progressProviders = [Progress, Recommendations];
