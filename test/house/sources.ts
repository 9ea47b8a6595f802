import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
const SKIP = new Set(['node_modules', 'dist', '.git', '.data', '.cache', 'shots', 'test-results']);

/** Files below a folder of the repository, as POSIX paths from its root. */
export function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: false }).flatMap((entry) => {
    const name = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIP.has(entry.name) ? [] : filesIn(name, ending);
    return entry.isFile() && ending.test(entry.name) ? [name] : [];
  });
}

export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** TypeScript of doors and libs, without tests. */
export const sources = (): string[] =>
  ['apps', 'libs', 'migrations']
    .flatMap((folder) => filesIn(folder, /\.tsx?$/))
    .filter((file) => !/\.test\.tsx?$|\.d\.ts$/.test(file));

/** Each line that matches, as `file:line: text`. */
export function hits(files: string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}
