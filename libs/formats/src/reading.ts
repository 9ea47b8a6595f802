import { z } from 'zod';
import type { ExternalResult, ExternalTest, VerdictFormat } from '#contract';
import { cut, plain } from './rows.js';
import { Unreadable } from './unreadable.js';

/** The largest that any of the formats allows: Dodona takes 10 MiB from a judge. */
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_TESTS = 1_000;
/** As many characters as our own messages have. */
const MOST_CHARACTERS = 4_000;

/** Refuses what is no text of a sensible size, before anything looks into it. */
export function refuseHostileText(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES)
    throw new Unreadable('too-large', `The result has ${bytes} bytes; ${MOST_BYTES} are accepted.`);
  if (text.includes('\u0000')) throw new Unreadable('not-text', 'The result holds a NUL character.');
  if (!text.isWellFormed()) throw new Unreadable('not-text', 'The result is not valid Unicode.');
}

export function readJson<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable('not-json', 'The result is not JSON.');
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.map(String).join('.').slice(0, 120) || 'the document';
  throw new Unreadable(
    'wrong-shape',
    `The result does not have the form it should: ${where}: ${issue?.message}`,
  );
}

/** A text of somebody else, cut to what a page shows. */
export const foreign = z
  .string()
  .nullish()
  .transform((text) => cutForeign(text ?? null));

export function cutForeign(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : cut(plain(text), MOST_CHARACTERS);
}

/** What a test says that the format has no word for. */
export const UNSAID = { message: null, output: null, task: null, durationMs: null } as const;

export function external(
  format: VerdictFormat,
  {
    outcome,
    message,
    tests,
  }: { outcome: ExternalResult['outcome']; message: string | null; tests: ExternalTest[] },
): ExternalResult {
  if (tests.length > MOST_TESTS)
    throw new Unreadable('too-many', `The result has ${tests.length} tests; ${MOST_TESTS} are accepted.`);
  if (outcome === 'passed' && tests.some(({ status }) => status === 'failed' || status === 'error'))
    throw new Unreadable(
      'contradiction',
      'The result says that it passed, and a test of it says that it did not.',
    );
  return { schema: 'external/1', format, outcome, message, tests };
}
