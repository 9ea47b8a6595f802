import { createHash } from 'node:crypto';
import type { SubmitSolution } from '#contract';

/** Equal for equal requests, whatever the order of the files. */
export function hashOf({ exercise, purpose, files }: SubmitSolution): string {
  // What is no text is refused later; until then it may be nested deeper than JSON can be written.
  const texts = Object.entries(files).map(
    ([path, text]) => [path, typeof text === 'string' ? text : null] as const,
  );
  const sorted = texts.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([exercise, purpose, sorted]))
    .digest('hex');
}
