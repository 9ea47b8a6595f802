import type { ExerciseBundle, ProjectFiles } from '#contract';

/** What a learner hands in, for one exercise. */
export interface Attempt {
  bundle: ExerciseBundle;
  files: ProjectFiles;
  /** Name of a runtime, for example `django-5.2`. */
  runtime: string;
  seed: number;
}

/** Why an attempt cannot run at all; a sentence for the learner. */
export class Unacceptable extends Error {}

const PROJECT_FILES = 500;
const PROJECT_BYTES = 8 * 1024 * 1024;

/** Throws `Unacceptable` for files that could not be written or may not be changed; the API has refused them before. */
export function refuseBadFiles({ bundle, files }: Attempt): void {
  const paths = Object.keys(files);
  const size = paths.reduce((sum, path) => sum + Buffer.byteLength(files[path] ?? ''), 0);
  if (paths.length > PROJECT_FILES)
    throw new Unacceptable(`More than ${PROJECT_FILES} files were handed in.`);
  if (size > PROJECT_BYTES) throw new Unacceptable('More than 8 MB were handed in.');
  for (const path of paths) {
    if (!isPlainPath(path)) throw new Unacceptable(`The path "${path.slice(0, 120)}" cannot be used.`);
    if (!isEditable(bundle, path)) throw new Unacceptable(`The file ${path} is not one you may change here.`);
  }
}

/** A relative POSIX path without tricks; kept in step with `engine/files.py`. */
export function isPlainPath(path: string): boolean {
  if (path.length === 0 || path.length > 120) return false;
  // oxlint-disable-next-line no-control-regex
  if (/[\\\u0000-\u001F\u007F]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** An entry of `edit` that ends in `/` stands for every file below it. */
export function isEditable(bundle: ExerciseBundle, path: string): boolean {
  return bundle.edit.some((entry) => (entry.endsWith('/') ? path.startsWith(entry) : entry === path));
}
