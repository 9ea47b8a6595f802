/**
 * How Fretboard runs: database, transactions, outbox and queue, configuration, logging, problems, access rules.
 * Thanks to this lib a room may forget pools, BullMQ, Redis, relays, serialisers and problem+json. It knows nothing of
 * learning.
 */
export * from './access.js';
export * from './clock.js';
export * from './config.js';
export * from './data-source.js';
export * from './db.js';
export * from './job-handler.js';
export * from './kept.js';
export * from './logging.js';
export * from './notices.js';
export * from './openapi.js';
export * from './outbox.js';
export * from './outbox.tables.js';
export * from './platform.module.js';
export * from './problem.js';
export * from './problem-filter.js';
export * from './queue.js';
export * from './returns.js';
export * from './validation.js';
