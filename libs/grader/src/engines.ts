import type { ExerciseBundle } from '#contract';
import { Engine, type EngineOptions, type Half } from './engine.js';
import { Prepared } from './ground.js';
import type { Kind } from './kinds/kind.js';
import type { RuntimeInfo } from './runtimes.js';

/** Exercises that an engine keeps prepared; each costs some megabytes. */
const PREPARED = 8;
/** After so many runs an engine makes room for a fresh one, so that nothing can build up in it. */
const RUNS = 20_000;

/** What of an exercise is prepared together: practice by itself, and the two halves of grading, which must fit. */
export type Use = 'grade' | 'practice';
const HALVES: Record<Use, readonly Half[]> = { grade: ['judge', 'subject'], practice: ['practice'] };

/** One engine a runtime, started when first needed, replaced when it has ended or served long enough. */
export class Engines {
  private readonly kept = new Map<RuntimeInfo, Kept>();
  private isClosed = false;

  constructor(private readonly options: EngineOptions) {}

  /** `use` gets an engine that stays until it has settled. Rejects with `Refused` where no engine can be started. */
  async with<T>(runtime: RuntimeInfo, use: (kept: Kept) => Promise<T>): Promise<T> {
    if (this.isClosed) throw new Error('The grader is closed.');
    const kept = this.keep(runtime);
    kept.users += 1;
    try {
      return await use(kept);
    } finally {
      kept.users -= 1;
      if (kept.users === 0 && this.kept.get(runtime) !== kept) await kept.close();
    }
  }

  /** For one use, with nothing prepared and nothing shared. */
  async cold<T>(runtime: RuntimeInfo, use: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await Engine.start(runtime, { ...this.options, slots: 1 });
    try {
      return await use(engine);
    } finally {
      await engine.close();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.kept.values()].map((kept) => kept.close()));
    this.kept.clear();
  }

  private keep(runtime: RuntimeInfo): Kept {
    const found = this.kept.get(runtime);
    if (found?.isFresh) return found;
    const kept = new Kept(runtime, this.options);
    this.kept.set(runtime, kept);
    if (found?.users === 0) void found.close();
    return kept;
  }
}

/** An engine, and the exercises it has prepared. */
export class Kept {
  users = 0;
  private runs = 0;
  private current: Engine | null = null;
  private hasFailed = false;
  private readonly starting: Promise<Engine>;
  /** By use and exercise version, the least recently used first. */
  private readonly prepared = new Map<string, Prepared | null>();

  constructor(runtime: RuntimeInfo, options: EngineOptions) {
    this.starting = Engine.start(runtime, options);
    this.starting.then(
      (engine) => (this.current = engine),
      () => (this.hasFailed = true),
    );
  }

  get isFresh(): boolean {
    return !this.hasFailed && this.runs < RUNS && !this.current?.hasEnded;
  }

  engine(): Promise<Engine> {
    this.runs += 1;
    return this.starting;
  }

  /** What is prepared for this exercise by now, or null: preparing it takes as long as a run without it. */
  preparedFor(bundle: ExerciseBundle, use: Use): Prepared | null {
    const name = `${use} ${bundle.hash}`;
    const found = this.prepared.get(name) ?? null;
    if (!found || !this.has(found)) return null;
    this.prepared.delete(name);
    this.prepared.set(name, found);
    return found;
  }

  /** Prepares an exercise for the runs that follow, once. */
  async prepare(bundle: ExerciseBundle, use: Use, kind: Kind): Promise<void> {
    const material = kind.materialOf?.(bundle);
    const engine = this.current;
    // Without a file system of its own, what is prepared would lie in another folder than what is run.
    if (!material || !engine || engine.hasEnded || engine.mode === 'C') return;
    const name = `${use} ${bundle.hash}`;
    const known = this.prepared.get(name);
    if (known === null || (known && this.has(known))) return;
    this.prepared.set(name, null);
    const prepared = new Prepared(bundle);
    let failure: string | null = null;
    for (const half of HALVES[use])
      failure ??= (await engine.prepare(prepared.add(half), half, material[half])).failure;
    // Where one half cannot be prepared, both load everything themselves: they must stand on the same tables.
    if (failure === null) {
      this.prepared.set(name, prepared);
      await layGround(engine, prepared, bundle, material);
    } else forget(engine, prepared);
    for (const [old, held] of this.prepared) {
      if (this.prepared.size <= PREPARED) break;
      this.prepared.delete(old);
      if (held) forget(engine, held);
    }
  }

  private has(prepared: Prepared): boolean {
    return prepared.all.every((key) => this.current?.isPrepared(key));
  }

  async close(): Promise<void> {
    const engine = await this.starting.catch(() => null);
    await engine?.close();
  }
}

/** For projects that leave the starter's settings, apps and models as they are. Where there is no such ground, nothing is lost. */
async function layGround(
  engine: Engine,
  prepared: Prepared,
  { edit }: ExerciseBundle,
  material: Record<Half, object>,
): Promise<void> {
  const { below } = prepared;
  if (!below) return;
  const { failure, ground } = await engine.prepare(below.key, below.half, { ...material[below.half], edit });
  if (failure === null && ground) prepared.stand(ground);
  else engine.forget(below.key);
}

function forget(engine: Engine, prepared: Prepared): void {
  for (const key of prepared.all) engine.forget(key);
}
