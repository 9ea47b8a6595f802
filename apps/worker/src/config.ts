import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { graderMode } from '#grader';
import { gradingSettings } from '#learning';
import { platformConfig } from '#platform';
import { mailSettings } from './mail.js';

/** What the worker needs besides the platform. It runs strangers' code, so it holds no session or signing secret. */
export const workerConfig = platformConfig.extend({
  ...mailSettings.shape,
  ...gradingSettings.shape,
  GRADING_SLOTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(64)
    .default(availableParallelism())
    .describe('Submissions graded at once by this worker; 0 makes it send mail only.'),
  GRADING_LEASE_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(600_000)
    .default(15_000)
    .describe('A worker that is silent for this long, in milliseconds, loses its runs to another.'),
  GRADER_MODE: graderMode
    .default('auto')
    .describe('How submissions are isolated: the strongest that holds (auto), or exactly A, B or C.'),
  SENDS_MAIL: z
    .stringbool()
    .default(true)
    .describe('Whether this worker sends mail too; false where it grades on a network of its own.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://127.0.0.1:3000')
    .describe('Address of the web site, for links in mails.'),
});
export type WorkerConfig = Readonly<z.infer<typeof workerConfig>>;
