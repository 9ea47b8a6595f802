import { z } from 'zod';
import { instant, slug } from './scalars.js';
import { isolationMode, runPurpose } from './verdict.js';

const seconds = z.number().min(0);

/** How long it takes from now to the verdict, from recent runs and the slots that are there. */
export const estimate = z
  .object({
    seconds: z.int().min(1).describe('likely: every second one is faster'),
    most: z.int().min(1).describe('if every run before it is as slow as one in ten is'),
  })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof estimate>;

/** `parked`: broke by our fault and is not tried again by itself. `differs`: an audit came to another result. */
export const incidentKind = z.enum(['parked', 'differs']);
export type IncidentKind = z.infer<typeof incidentKind>;

/** What a steward can do about an incident. Only what is parked can be tried again or withdrawn. */
export const incidentAction = z.enum(['retry', 'withdraw', 'note']);
export type IncidentAction = z.infer<typeof incidentAction>;
/** `forgotten`: its learner deleted the account. */
export const incidentResolution = z.enum(['retried', 'withdrawn', 'noted', 'forgotten']);
export type IncidentResolution = z.infer<typeof incidentResolution>;

export const closeIncident = z.object({ action: incidentAction }).meta({ id: 'CloseIncident' });
export type CloseIncident = z.infer<typeof closeIncident>;

export const incident = z
  .object({
    runId: z.uuid(),
    submissionId: z.uuid(),
    kind: incidentKind,
    exercise: slug,
    purpose: runPurpose,
    tries: z.int().min(0),
    worker: z.string().nullable().describe('the last worker that had it'),
    detail: z.string().describe('for stewards and authors, never shown to learners'),
    at: instant,
    resolution: incidentResolution.nullable(),
    closedAt: instant.nullable(),
    closedBy: z.string().nullable().describe('e-mail of the steward, or "deleted"'),
  })
  .meta({ id: 'Incident' });
export type Incident = z.infer<typeof incident>;

/** `silent`: said nothing for a while; its runs are given to others. */
export const workerState = z.enum(['grading', 'draining', 'refusing', 'mail only', 'silent']);
export type WorkerState = z.infer<typeof workerState>;

export const workerView = z
  .object({
    id: z.string(),
    state: workerState,
    mode: isolationMode.nullable(),
    reason: z.string(),
    runtimes: z.array(z.string()),
    slots: z.int(),
    busy: z.int().describe('runs it has in hand'),
    startedAt: instant,
    seenAt: instant,
  })
  .meta({ id: 'Worker' });
export type WorkerView = z.infer<typeof workerView>;

const percentiles = z.object({
  p50: seconds,
  p90: seconds,
  runs: z.int().describe('how many were measured'),
});

export const queueView = z
  .object({
    asOf: instant,
    waiting: z.int(),
    running: z.int(),
    counts: z
      .array(
        z.object({
          purpose: runPurpose,
          priority: z.int(),
          waiting: z.int(),
          running: z.int(),
          oldestSeconds: seconds.nullable().describe('how long the first of them has waited'),
        }),
      )
      .describe('by order of service; purposes without a run are left out'),
    wait: percentiles.nullable().describe('recent runs: from hand-in to start; null when there were none'),
    run: percentiles.nullable().describe('recent runs: from start to verdict'),
    slots: z.object({ live: z.int(), busy: z.int() }),
    stranded: z
      .array(z.object({ runtime: z.string(), waiting: z.int(), oldestSeconds: seconds }))
      .describe('runs that wait for a runtime which no worker that grades has'),
    workers: z.array(workerView),
    incidents: z.array(incident).describe('open ones, oldest first'),
    record: z.array(incident).describe('closed ones, newest first'),
  })
  .meta({ id: 'Queue' });
export type QueueView = z.infer<typeof queueView>;
