import { z } from 'zod';
import { isolationMode, limitName } from '#contract';

/** How an exception of the learner's code is reported. Every part of it is the learner's word. */
export const errorReport = z.object({
  type: z.string().max(200).default('Exception'),
  message: z.string().max(4_000).default(''),
  frames: z
    .array(z.object({ path: z.string(), line: z.int().min(1) }))
    .max(40)
    .catch([]),
  phase: z.string().max(40).optional(),
  errno: z.int().nullish(),
});
export type ErrorReport = z.infer<typeof errorReport>;

const tolerantError = errorReport.catch({ type: 'Exception', message: '', frames: [] });

const checkRecord = z.object({
  t: z.literal('check'),
  id: z.string().max(200),
  /** `blocked`: was not asked, because a check that it needs did not pass. */
  status: z.enum(['passed', 'failed', 'error', 'blocked', 'broken', 'gone', 'limit']),
  ms: z.number().min(0),
  facts: z.record(z.string(), z.string()).optional(),
  error: tolerantError.optional(),
  limit: limitName.optional(),
  detail: z.string().optional(),
});
export type CheckRecord = z.infer<typeof checkRecord>;

/** A public test of a practice run, in the word of the learner's own process. */
const testRecord = z.object({
  t: z.literal('test'),
  id: z.string().max(200),
  name: z.string().max(200),
  status: z.enum(['passed', 'failed', 'error']),
  ms: z.number().min(0),
  error: tolerantError.optional(),
  printed: z.string().optional(),
});
export type TestRecord = z.infer<typeof testRecord>;

/** One line of the judge's report. */
const judgeRecord = z.discriminatedUnion('t', [
  checkRecord,
  testRecord,
  z.object({ t: z.literal('start'), id: z.string().max(200) }),
  /** The learner's process has closed its cage, and no foreign code has run in it. */
  z.object({ t: z.literal('caged') }),
  z.object({ t: z.literal('loaded') }),
  z.object({ t: z.literal('ready') }),
  z.object({ t: z.literal('setup'), error: tolerantError }),
  z.object({ t: z.literal('limit'), limit: limitName, detail: z.string() }),
  /** The learner's project is not built on what was prepared for the exercise. */
  z.object({ t: z.literal('unprepared') }),
  /** What judge and hidden checks printed. */
  z.object({ t: z.literal('diagnostic'), text: z.string() }),
  z.object({ t: z.literal('gone') }),
  z.object({ t: z.literal('broken'), error: tolerantError }),
  z.object({ t: z.literal('end') }),
]);
export type JudgeRecord = z.infer<typeof judgeRecord>;

/** How one of the two children ended, as the slot saw it. */
const burial = z.object({
  exit: z.int().nullable(),
  signal: z.int().nullable(),
  cpuMs: z.number(),
  peakBytes: z.number(),
  oom: z.boolean().default(false),
  /** It was ended for the files it made, where no file system bounds them. */
  overfull: z.boolean().default(false),
  /** It ended by itself or by a limit, not because the run was over. */
  early: z.boolean().default(false),
  /** It went down with the process it was forked from. */
  lost: z.boolean().default(false),
});
export type Burial = z.infer<typeof burial>;

const run = z.int();
const controlEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('ready'), mode: isolationMode, warmMs: z.number() }),
  z.object({ event: z.literal('refused'), reason: z.string() }),
  z.object({
    event: z.literal('prepared'),
    key: z.string(),
    prepared: z.boolean(),
    why: z.string(),
    /** The paths that decide which projects can be forked from there, when not all can. */
    ground: z.array(z.string()).nullable().default(null),
  }),
  /** A process that children were forked from has died, and they with it. */
  z.object({ event: z.literal('lost'), key: z.string() }),
  z.object({ event: z.literal('started'), run }),
  z.object({
    event: z.literal('end'),
    run,
    why: z.enum(['done', 'wall', 'killed', 'lost']),
    /** The judge was waiting for the subject, or working for it. */
    serving: z.boolean(),
    wallMs: z.number(),
    /** The judge; in practice the learner's one process. */
    lead: burial.nullable(),
    /** The learner's processes in the order of their jobs; null for one that was never started. */
    mates: z.array(burial.nullable()),
  }),
]);
export type ControlEvent = z.infer<typeof controlEvent>;
export type EndEvent = Extract<ControlEvent, { event: 'end' }>;

export function parseRecord(line: string): JudgeRecord | null {
  return parse(judgeRecord, line);
}

export function parseControlEvent(line: string): ControlEvent | null {
  return parse(controlEvent, line);
}

function parse<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
