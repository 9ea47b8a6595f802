import { createHash } from 'node:crypto';

/**
 * SHA-256 over paths and texts, whatever order they come in. Each part is preceded by its length, so that no two
 * different sets of files have the same bytes.
 */
export function hashFiles(files: Iterable<readonly [path: string, text: string]>): string {
  const hash = createHash('sha256');
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    for (const part of [path, text]) {
      const bytes = Buffer.from(part);
      hash.update(`${bytes.length}:`).update(bytes);
    }
  }
  return hash.digest('hex');
}
