/**
 * What a test reads, as one hash: the files that it imports, through all of them, and what `reads.mjs` says that these
 * read besides. Packages are in the lock file.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { ALWAYS, READS } from './reads.mjs';

const CODE = /\.(tsx?|mjs|cjs)$/;
/** The tests beside the sources, which nobody but the test runner reads. */
const TEST = /^(apps|libs)\/.*\.test\.tsx?$/;
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\n]+)['"]/g;
/** What opens files or starts programs, which no import shows. */
const TOUCHES = /['"](?:node:)?(?:fs|fs\/promises|child_process)['"]|import\.meta\.(?:dirname|filename|url)/;

const sha = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};

/** What a source says, by its hash. */
const sources = new Map();
/** Hashes of this process, by file and the moment it was written: a step looks before and after it runs. */
const hashes = new Map();

function hashOf(at) {
  const stat = lstatSync(at, { throwIfNoEntry: false, bigint: true });
  if (!stat || stat.isDirectory()) return undefined;
  const { mode, size, ino, mtimeNs, ctimeNs } = stat;
  const written = [mode, size, ino, mtimeNs, ctimeNs].join();
  const known = hashes.get(at);
  if (known?.written === written) return known.hash;
  const hash = sha(String(mode), stat.isSymbolicLink() ? readlinkSync(at) : readFileSync(at));
  hashes.set(at, { written, hash });
  return hash;
}

/** Each file of the working tree that git does not ignore, and the hash of it; undefined where there is no git. */
function treeOf(root) {
  let list;
  try {
    const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    list = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8, stdio: 'pipe' });
  } catch {
    return undefined;
  }
  const tree = new Map();
  for (const file of list.split('\0').filter(Boolean).toSorted()) {
    const hash = hashOf(path.join(root, file));
    if (hash) tree.set(file, hash);
  }
  return tree;
}

/** The repository as it is at one moment. */
export class Inputs {
  #root;
  #tree;
  #table;
  #read = new Map();

  constructor(root, table = { always: ALWAYS, reads: READS }) {
    this.#root = root;
    this.#tree = treeOf(root);
    this.#table = table;
  }

  get files() {
    return [...(this.#tree?.keys() ?? [])];
  }

  /** All files that decide over what these files and folders do; undefined when that cannot be known. */
  of(...places) {
    if (!this.#tree) return undefined;
    const found = new Set();
    const waiting = [...this.#table.always, ...places].flatMap((place) => this.#below(place));
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (found.has(file)) continue;
      found.add(file);
      waiting.push(...this.#readBy(file));
    }
    return this.files.filter((file) => found.has(file));
  }

  /** One hash of them; undefined when it cannot be known. */
  hashOf(...places) {
    const files = this.of(...places);
    return files && sha(...files.flatMap((file) => [file, this.#tree.get(file)]));
  }

  #below(place) {
    if (this.#tree.has(place)) return [place];
    if (place === '.') return this.files;
    return this.files.filter((file) => file.startsWith(`${place}/`) && !TEST.test(file));
  }

  #readBy(file) {
    let read = this.#read.get(file);
    if (read) return read;
    if (!CODE.test(file)) return [];
    const { touches, imports } = this.#parsed(file);
    const lines = this.#table.reads.filter(([files]) => files.test(file));
    const named = lines.length === 0 && touches ? ['.'] : lines.flatMap(([, places]) => places);
    const imported = imports.flatMap((what) => this.#resolve(what, file) ?? []);
    read = [...new Set([...named.flatMap((place) => this.#below(place)), ...imported])];
    this.#read.set(file, read);
    return read;
  }

  #parsed(file) {
    const hash = this.#tree.get(file);
    if (!sources.has(hash)) {
      const text = readFileSync(path.join(this.#root, file), 'utf8');
      const imports = [...text.matchAll(IMPORT)].map(([, what]) => what);
      sources.set(hash, { touches: TOUCHES.test(text), imports });
    }
    return sources.get(hash);
  }

  #resolve(what, from) {
    const lib = /^#(\w+)$/.exec(what)?.[1];
    if (!lib && !what.startsWith('.')) return undefined;
    const base = lib
      ? `libs/${lib}/src/index.ts`
      : path.posix.join(path.posix.dirname(from), what.split('?')[0]);
    const source = base.replace(/\.js$/, '');
    const files = [base, `${source}.ts`, `${source}.tsx`, `${base}/index.ts`];
    return files.find((file) => this.#tree.has(file));
  }
}
