import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ExerciseBundle, IsolationMode } from '#contract';
import type { Proof } from '#content';
import type { RuntimeInfo } from '#grader';

/** What decides over a verdict besides the exercise; a change of it asks for new proofs of everything. */
const DECIDES = ['libs/grader/harness', 'libs/grader/src', 'libs/content/src', 'libs/contract/src'];

const kept = z.object({ runs: z.int(), ms: z.number() });

/** Proofs that succeeded, by everything they depend on: what has not changed need not be proved again. */
export class KeptProofs {
  private constructor(
    private readonly folder: string,
    private readonly engine: string,
  ) {}

  static async open(folder: string, root: string, mode: IsolationMode | null): Promise<KeptProofs> {
    const hash = createHash('sha256').update(String(mode));
    for (const below of DECIDES) {
      for (const name of (await readdir(path.join(root, below), { recursive: true })).toSorted()) {
        if (!/\.(py|ts)$/.test(name) || name.endsWith('.test.ts')) continue;
        hash.update(`${name}\n`).update(await readFile(path.join(root, below, name)));
      }
    }
    await mkdir(folder, { recursive: true });
    return new KeptProofs(folder, hash.digest('hex'));
  }

  async find(bundle: ExerciseBundle, runtime: RuntimeInfo): Promise<Proof | null> {
    try {
      const text = await readFile(this.fileOf(bundle, runtime), 'utf8');
      return { ...kept.parse(JSON.parse(text)), slug: bundle.slug, proved: true, findings: [] };
    } catch {
      return null;
    }
  }

  async keep(
    bundle: ExerciseBundle,
    runtime: RuntimeInfo,
    { proved, findings, runs, ms }: Proof,
  ): Promise<void> {
    if (!proved || findings.length > 0) return;
    await writeFile(this.fileOf(bundle, runtime), JSON.stringify({ runs, ms }));
  }

  private fileOf({ slug, hash }: ExerciseBundle, runtime: RuntimeInfo): string {
    const key = createHash('sha256')
      .update([this.engine, hash, runtime.name, runtime.requirementsHash, runtime.pythonVersion].join('\n'))
      .digest('hex');
    return path.join(this.folder, `${slug}.${key.slice(0, 24)}.json`);
  }
}
