/**
 * What crosses a process boundary: shapes of requests and answers, job payloads, the verdict document and the
 * catalogue of problems. Each zod schema is the type, the validation, the OpenAPI entry and the allow-list of what
 * leaves the server. Depends on zod only, so that the web and the command line can use it.
 */
export * from './scalars.js';
export * from './problems.js';
export * from './verdict.js';
export * from './formats.js';
export * from './exercises.js';
export * from './skills.js';
export * from './people.js';
export * from './queue.js';
export * from './submissions.js';
export * from './progress.js';
export * from './jobs.js';
