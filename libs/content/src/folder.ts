import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { error, type Finding } from './finding.js';

/** One file of content is read by people and sent to browsers whole; 64 kB is what a submission accepts too. */
export const FILE_LIMIT = 64_000;
/** A whole exercise travels to a worker in one row. */
const FOLDER_LIMIT = 1_000_000;
const DEPTH_LIMIT = 12;

/** What running a starter by hand leaves behind. It is not content and must not change the hash. */
const LEFT_BEHIND = /^(__pycache__|.*\.pyc|\.DS_Store)$/;
const PLAIN_NAME = /^[A-Za-z0-9_.-]{1,100}$/;

export interface Folder {
  /** Path below the folder, with `/`, in a stable order → text. */
  files: Map<string, string>;
  findings: Finding[];
}

/**
 * All text files below `root/dir`. What is not a plain UTF-8 file of a sensible size becomes a finding and is left
 * out: links are never followed. A folder that does not exist is empty.
 */
export async function readFolder(root: string, dir: string): Promise<Folder> {
  const folder: Folder = { files: new Map(), findings: [] };
  await walk(join(root, dir), dir, '', 0, folder);
  let total = 0;
  for (const text of folder.files.values()) total += Buffer.byteLength(text);
  if (total > FOLDER_LIMIT) {
    folder.findings.push(
      error(dir, 1, 'folder-size', `The files have ${total} bytes together; ${FOLDER_LIMIT} are accepted.`),
    );
  }
  return folder;
}

async function walk(
  absolute: string,
  shown: string,
  below: string,
  depth: number,
  into: Folder,
): Promise<void> {
  if (depth > DEPTH_LIMIT) {
    into.findings.push(error(shown, 1, 'folder-depth', `Folders lie more than ${DEPTH_LIMIT} deep.`));
    return;
  }
  for (const name of await names(absolute)) {
    if (LEFT_BEHIND.test(name)) continue;
    const path = below ? `${below}/${name}` : name;
    const file = `${shown}/${name}`;
    if (!PLAIN_NAME.test(name)) {
      into.findings.push(error(file, 1, 'file-name', 'Use letters, digits, `_`, `-` and `.` in file names.'));
      continue;
    }
    const stat = await lstat(join(absolute, name));
    if (stat.isDirectory()) {
      await walk(join(absolute, name), file, path, depth + 1, into);
    } else if (!stat.isFile()) {
      into.findings.push(
        error(file, 1, 'no-links', 'Only plain files belong here: no links, sockets or devices.'),
      );
    } else if (stat.size > FILE_LIMIT) {
      into.findings.push(
        error(file, 1, 'file-size', `The file has ${stat.size} bytes; ${FILE_LIMIT} are accepted.`),
      );
    } else {
      const text = decode(await readFile(join(absolute, name)));
      if (typeof text === 'string') into.files.set(path, text);
      else into.findings.push(error(file, text.line, 'text', text.sentence));
    }
  }
}

async function names(absolute: string): Promise<string[]> {
  try {
    return (await readdir(absolute)).sort();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

function decode(bytes: Buffer): string | { line: number; sentence: string } {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { line: 1, sentence: 'The file is not text in UTF-8.' };
  }
  if (text.startsWith('\uFEFF')) return { line: 1, sentence: 'Save the file without a byte order mark.' };
  const nul = text.indexOf('\0');
  if (nul >= 0) return { line: lineAt(text, nul), sentence: 'The file contains a NUL character.' };
  const carriageReturn = text.indexOf('\r');
  if (carriageReturn >= 0) return { line: lineAt(text, carriageReturn), sentence: 'Use LF line ends.' };
  return text;
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
