import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ExerciseBundle, type ProjectFiles, SUBMISSION_LIMITS } from '#contract';
import { plain } from '#formats';
import { isEditable, isPlainPath } from '#grader';
import { Refused } from './refused.js';

export interface HandIn {
  readonly files: ProjectFiles;
  /** What was left out or filled in, for the one who reads the verdict. */
  readonly notes: readonly string[];
}

/** Enough for a project beside its tools; more is a sign that the folder is another one. */
const MOST_ENTRIES = 5_000;
const MOST_DEPTH = 20;
/** What tools put beside a project. */
const NOT_THE_PROJECT = /^(\..*|__pycache__|node_modules|venv|env)$/;
const NAMES_SHOWN = 5;

/**
 * What a learner would hand in from this folder: the files the exercise lets them change, and nothing else. No link is
 * followed. Throws `Refused` for what the server would not take.
 */
export async function readProject(folder: string, bundle: ExerciseBundle): Promise<HandIn> {
  const found = await new Walk(folder, bundle).all();
  const files: ProjectFiles = {};
  let total = 0;
  for (const path of found.editable) {
    const text = await readText(folder, path);
    total += Buffer.byteLength(text);
    files[path] = text;
  }
  const { files: most, totalBytes } = SUBMISSION_LIMITS;
  if (found.editable.length > most)
    throw new Refused(
      'too-many-files',
      `${found.editable.length} files would be handed in; ${most} are accepted.`,
    );
  if (total > totalBytes)
    throw new Refused(
      'files-too-large',
      `The files have ${total} bytes together; ${totalBytes} are accepted.`,
    );
  if (found.editable.length === 0)
    throw new Refused(
      'no-files',
      `None of the files to hand in is in this folder: ${bundle.edit.join(', ')}.`,
    );
  return { files, notes: await notesOf(folder, bundle, found) };
}

interface Found {
  editable: string[];
  /** Files of the starter that may not be changed. */
  fixed: string[];
  other: string[];
}

class Walk {
  private readonly found: Found = { editable: [], fixed: [], other: [] };
  private entries = 0;

  constructor(
    private readonly folder: string,
    private readonly bundle: ExerciseBundle,
  ) {}

  async all(): Promise<Found> {
    await this.below('', 0);
    return this.found;
  }

  private async below(dir: string, depth: number): Promise<void> {
    const entries = await readdir(join(this.folder, dir), { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      this.entries += 1;
      if (this.entries > MOST_ENTRIES || depth > MOST_DEPTH)
        throw new Refused('too-many-files', `${shown(this.folder)} holds too much to be one project.`);
      await this.take(dir === '' ? entry.name : `${dir}/${entry.name}`, entry, depth);
    }
  }

  private async take(path: string, entry: Dirent, depth: number): Promise<void> {
    const wanted = isEditable(this.bundle, path);
    if (entry.isDirectory() && !this.bundle.edit.includes(path)) {
      if (!NOT_THE_PROJECT.test(entry.name) || this.leadsToProject(path)) await this.below(path, depth + 1);
    } else if (entry.isFile()) {
      if (wanted && !isPlainPath(path))
        throw new Refused('file-path-invalid', `${shown(path)} is not a name that is accepted.`);
      const list = wanted ? 'editable' : path in this.bundle.starter ? 'fixed' : 'other';
      this.found[list].push(path);
    } else if (wanted || this.leadsToProject(path)) {
      const what = entry.isSymbolicLink() ? 'a link' : entry.isDirectory() ? 'a folder' : 'no plain file';
      throw new Refused(
        'file-path-invalid',
        `${shown(path)} is ${what}; only plain files and folders are accepted.`,
      );
    } else this.found.other.push(path);
  }

  private leadsToProject(path: string): boolean {
    const { edit, starter } = this.bundle;
    return [...edit, ...Object.keys(starter)].some((one) => one === path || one.startsWith(`${path}/`));
  }
}

async function readText(folder: string, path: string): Promise<string> {
  const { size } = await lstat(join(folder, path));
  const { fileBytes } = SUBMISSION_LIMITS;
  if (size > fileBytes)
    throw new Refused('files-too-large', `${shown(path)} has ${size} bytes; ${fileBytes} are accepted.`);
  const bytes = await readFile(join(folder, path));
  if (bytes.includes(0)) throw new Refused('file-not-text', `${shown(path)} holds a NUL character.`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused('file-not-text', `${shown(path)} is not text in UTF-8.`);
  }
}

async function notesOf(
  folder: string,
  bundle: ExerciseBundle,
  { editable, fixed, other }: Found,
): Promise<string[]> {
  const changed: string[] = [];
  for (const path of fixed) {
    const text = Buffer.from(bundle.starter[path] ?? '');
    const { size } = await lstat(join(folder, path));
    if (size !== text.length || !text.equals(await readFile(join(folder, path)))) changed.push(path);
  }
  const absent = bundle.edit.filter(
    (path) => !path.endsWith('/') && path in bundle.starter && !editable.includes(path),
  );
  return [
    ...note(changed, 'changed, but not part of the hand-in; the exercise’s own was used'),
    ...note(absent, 'not in the folder; the exercise’s own was used'),
    ...note(other, 'not part of the exercise; left out'),
  ];
}

function note(paths: string[], what: string): string[] {
  if (paths.length === 0) return [];
  const more = paths.length > NAMES_SHOWN ? ` and ${paths.length - NAMES_SHOWN} more` : '';
  return [`${paths.slice(0, NAMES_SHOWN).map(shown).join(', ')}${more}: ${what}`];
}

/** A hostile name in a harmless form. */
function shown(path: string): string {
  return plain(path).slice(0, 120);
}
