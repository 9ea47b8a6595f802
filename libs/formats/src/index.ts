/** Verdicts in the formats of others, and theirs in ours. Pure functions; the dialects stay in here. */
export { exportVerdict, importVerdict, mediaTypeOf } from './formats.js';
export { Unreadable, type Fault } from './unreadable.js';
export { plain } from './rows.js';
