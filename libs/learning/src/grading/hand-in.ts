import { SUBMISSION_LIMITS, type ProjectFiles } from '#contract';
import { Problem } from '#platform';

const CONTROL = /\p{Cc}/u;

function refusePath(path: string): string | undefined {
  if (path.length === 0 || path.length > 120) return 'A file name has between 1 and 120 characters.';
  if (!path.isWellFormed()) return 'A file name is not valid Unicode.';
  if (CONTROL.test(path)) return 'A file name holds a control character or NUL.';
  if (path.includes('\\')) return 'Use / between folders, not a backslash.';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'A file name is relative to the project.';
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'A file name may not hold "." or ".." or an empty part.';
  return undefined;
}

const codePoint = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** For messages: a hostile name is shown in a harmless form. */
const shown = (path: string) =>
  path === ''
    ? '""'
    : path
        .slice(0, 120)
        .toWellFormed()
        .replaceAll(/\p{Cc}/gu, codePoint);

/**
 * Checks a hand-in before anything is stored: number, names, sizes, text, and that only editable files are in it.
 * Each refusal names the file.
 */
export function acceptFiles(
  files: Readonly<Record<string, unknown>>,
  editable: readonly string[],
): ProjectFiles {
  const entries = Object.entries(files);
  if (entries.length === 0)
    throw new Problem('no-files', `The exercise expects at least one of: ${editable.join(', ')}.`, {
      editable,
    });
  if (entries.length > SUBMISSION_LIMITS.files) {
    throw new Problem(
      'too-many-files',
      `${entries.length} files were sent; ${SUBMISSION_LIMITS.files} are accepted.`,
      { files: entries.length, limit: SUBMISSION_LIMITS.files },
    );
  }
  const accepted: ProjectFiles = {};
  let total = 0;
  for (const [path, text] of entries) {
    const name = shown(path);
    const refused = refusePath(path);
    if (refused) throw new Problem('file-path-invalid', `${name}: ${refused}`, { path: name });
    if (!editable.includes(path))
      throw new Problem(
        'file-not-editable',
        `${name} is not a file you hand in. Editable: ${editable.join(', ')}.`,
        { path: name, editable },
      );
    if (typeof text !== 'string')
      throw new Problem(
        'file-not-text',
        `${name}: send the text of the file as a JSON string. Links and folders are not accepted.`,
        { path: name },
      );
    if (text.includes('\u0000'))
      throw new Problem('file-not-text', `${name} holds a NUL character.`, { path: name });
    if (!text.isWellFormed())
      throw new Problem('file-not-text', `${name} is not valid UTF-8.`, { path: name });
    const bytes = Buffer.byteLength(text);
    if (bytes > SUBMISSION_LIMITS.fileBytes) {
      throw new Problem(
        'files-too-large',
        `${name} has ${bytes} bytes; ${SUBMISSION_LIMITS.fileBytes} are accepted.`,
        { path: name, bytes, limit: SUBMISSION_LIMITS.fileBytes },
      );
    }
    total += bytes;
    if (total > SUBMISSION_LIMITS.totalBytes) {
      throw new Problem(
        'files-too-large',
        `Together the files have more than ${SUBMISSION_LIMITS.totalBytes} bytes; ${name} is the first beyond.`,
        { path: name, bytes: total, limit: SUBMISSION_LIMITS.totalBytes },
      );
    }
    accepted[path] = text;
  }
  return accepted;
}
