/**
 * Results that need not be had again: what passed whole is kept under the hash of all it reads. Another byte is another
 * hash, so a change is never hidden. What failed or skipped something is not kept.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { circumstances } from './circumstances.mjs';
import { Inputs } from './inputs.mjs';

/** For what a hash cannot see, such as the calendar and the network. */
const KEPT_MS = 7 * 24 * 3_600_000;

export class Kept {
  #folder;
  #here;

  /** `fresh` finds nothing, and keeps all the same. */
  constructor({ root, dataDir, folder, fresh = false, table }) {
    Object.assign(this, { root, fresh, table });
    this.#folder = folder;
    this.#here = circumstances({ root, dataDir });
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) {
      const file = path.join(folder, name);
      if (statSync(file).mtimeMs < Date.now() - KEPT_MS) rmSync(file, { force: true });
    }
  }

  /** What these parts of one step read now: a part is a name and the files and folders it begins with. */
  look(parts) {
    const inputs = new Inputs(this.root, this.table);
    return new Map(parts(inputs.files).map(([name, ...places]) => [name, inputs.hashOf(...places)]));
  }

  /** How many checks of this part passed when nothing was different. */
  find(name, hash) {
    if (this.fresh || !hash) return undefined;
    try {
      const { passed } = JSON.parse(readFileSync(this.#fileOf(name, hash), 'utf8'));
      return Number.isInteger(passed) && passed > 0 ? passed : undefined;
    } catch {
      return undefined;
    }
  }

  /** Remembers what a part came to; what is not a whole pass is forgotten, also when it once was one. */
  keep(name, hash, { passed, failed, skipped }) {
    if (!hash) return;
    const file = this.#fileOf(name, hash);
    if (passed > 0 && failed === 0 && skipped === 0) writeFileSync(file, JSON.stringify({ passed }));
    else rmSync(file, { force: true });
  }

  #fileOf(name, hash) {
    const key = createHash('sha256').update(`${this.#here}\0${name}\0${hash}`).digest('hex');
    return path.join(this.#folder, `${name.replaceAll(/[^\w.-]+/g, '-')}.${key.slice(0, 32)}.json`);
  }
}

/**
 * Has those parts run that are not kept. `work(names)` is told which parts need not be run and returns the counts of each
 * that it ran, and the counts of all. A part whose files were changed meanwhile is not kept.
 */
export async function runOthers(kept, parts, work) {
  const before = kept.look(parts);
  const found = new Map();
  for (const [name, hash] of before) {
    const passed = kept.find(name, hash);
    if (passed) found.set(name, passed);
  }
  const sum = [...found.values()].reduce((all, passed) => all + passed, 0);
  const whole = found.size > 0 && found.size === before.size;
  const { each, ...result } = whole
    ? { passed: 0, failed: 0, skipped: 0, output: '', each: [] }
    : await work([...found.keys()]);
  const after = whole ? before : kept.look(parts);
  for (const [name, counts] of each) {
    if (after.get(name) === before.get(name)) kept.keep(name, before.get(name), counts);
  }
  return { ...result, passed: result.passed + sum, kept: sum };
}
