import path from 'node:path';
import { z } from 'zod';

/** An empty environment variable counts as absent, as a person who writes `PORT=` means it. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** What every door needs. Each door extends it with its own keys and holds only its own secrets. */
export const platformConfig = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe(
      'PostgreSQL 14 or newer, for example postgres://user:secret@host:5432/fretboard. Without it `npm start` runs its own.',
    ),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe('Connections each process may open to PostgreSQL.'),
  REDIS_URL: optional(z.url({ protocol: /^rediss?$/ })).describe(
    'Redis or Valkey for the queue. Without it jobs wait in PostgreSQL.',
  ),
  QUEUE_PREFIX: z
    .string()
    .min(1)
    .max(40)
    .default('fretboard')
    .describe('Name space of the queue, when several installations share one Redis.'),
  DATA_DIR: z
    .string()
    .default(path.resolve('.data'))
    .transform((dir) => path.resolve(dir))
    .describe('Folder for the embedded database, the Django runtimes and caches.'),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('How much is logged; logs are JSON lines on standard output.'),
});
export type PlatformConfig = Readonly<z.infer<typeof platformConfig>>;

/** Injection token of the door's parsed configuration. */
export const CONFIG = Symbol('config');

/** Thrown with every wrong key at once, each with a sentence. */
export class ConfigProblem extends Error {
  override name = 'ConfigProblem';
}

/** Parses once, freezes, and fails with all bad keys together. The only reader of the environment besides main.ts. */
export function readConfig<S extends z.ZodType>(
  schema: S,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<z.output<S>> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return Object.freeze(parsed.data) as Readonly<z.output<S>>;
  throw new ConfigProblem(`The settings are not valid:\n${z.prettifyError(parsed.error)}`);
}
