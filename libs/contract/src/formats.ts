import { z } from 'zod';
import { outcome } from './verdict.js';

/** The ways of others to write down a result; `libs/formats` translates. */
export const verdictFormat = z
  .enum(['exercism', 'prairielearn', 'gradescope', 'dodona', 'junit'])
  .meta({ id: 'VerdictFormat' });
export type VerdictFormat = z.infer<typeof verdictFormat>;

export const externalTest = z
  .object({
    name: z.string(),
    status: z.enum(['passed', 'failed', 'error', 'skipped']),
    message: z.string().nullable(),
    output: z.string().nullable(),
    task: z.int().nullable().describe('the part of the task it belongs to, where the format says so'),
    durationMs: z.number().nullable(),
  })
  .meta({ id: 'ExternalTest' });
export type ExternalTest = z.infer<typeof externalTest>;

/**
 * What another program says about a solution. It has no seed, version, isolation mode or result hash, and its `schema`
 * is another word than a verdict's: neither the types nor the checks let it be stored as a verdict or count as evidence.
 */
export const externalResult = z
  .object({
    schema: z.literal('external/1'),
    format: verdictFormat,
    outcome,
    message: z.string().nullable(),
    tests: z.array(externalTest),
  })
  .meta({ id: 'ExternalResult' });
export type ExternalResult = z.infer<typeof externalResult>;
