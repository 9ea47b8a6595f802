import { randomBytes } from 'node:crypto';
import type { ExerciseBundle, ProjectFiles } from '#contract';

/** What a learner hands in, for one exercise. */
export interface Attempt {
  bundle: ExerciseBundle;
  files: ProjectFiles;
  /** Name of a runtime, for example `django-5.2`. */
  runtime: string;
  seed: number;
}

/** The two halves of a run get a job each; the learner's half never sees the other one's. */
export interface Jobs {
  subject: object;
  judge: object;
  /** The learner's project as it runs: what own lines of a traceback are looked up in. */
  project: ProjectFiles;
}

/** Why an attempt cannot run at all; a sentence for the learner. */
export class Unacceptable extends Error {}

const PROJECT_FILES = 500;
const PROJECT_BYTES = 8 * 1024 * 1024;

export function jobsOf({ bundle, files, seed }: Attempt): Jobs {
  refuseBadFiles(bundle, files);
  const project = { ...bundle.starter, ...files };
  const base = { ...bundle.starter, ...bundle.solution };
  const settings = settingsModule(base);
  // Equal on both halves, so that a session signed by one is read by the other.
  const common = { kind: bundle.kind, settings, secret: randomBytes(32).toString('hex') };
  return {
    project,
    // Only the judge has the seed: with it, or with anything derived from it, the learner's code could foretell every
    // random value of the checks.
    subject: { ...common, seed: Number.parseInt(bundle.hash.slice(0, 12), 16), files: project },
    judge: {
      ...common,
      seed,
      base,
      checks: bundle.hidden,
      order: bundle.checks.map(({ id }) => id),
      schemaIsForeign: bundle.edit.some((path) => /(^|\/)(models|migrations)(\/|\.py$|$)/.test(path)),
    },
  };
}

function refuseBadFiles(bundle: ExerciseBundle, files: ProjectFiles): void {
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
function isEditable(bundle: ExerciseBundle, path: string): boolean {
  return bundle.edit.some((entry) => (entry.endsWith('/') ? path.startsWith(entry) : entry === path));
}

/** The settings module of a project, or null for plain Python. The reference is asked, never the learner's files. */
export function settingsModule(files: ProjectFiles): string | null {
  const named = /DJANGO_SETTINGS_MODULE["'],\s*["']([\w.]+)["']/.exec(files['manage.py'] ?? '');
  if (named?.[1]) return named[1];
  const found = Object.keys(files).filter((path) => /^[a-z_]\w*\/settings\.py$/.test(path));
  return found.length === 1 && found[0] ? found[0].slice(0, -3).replaceAll('/', '.') : null;
}
