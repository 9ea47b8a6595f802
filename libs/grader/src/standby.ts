import type { Limits } from '#contract';
import type { Run } from './run.js';

/** So long nobody has handed in: its memory is worth more than the moment it would save. */
const IDLE_MS = 30_000;

/** What a run is made of before it is known what it will grade. */
export interface Shape {
  /** The one that reports first, then the learner's. */
  processes: readonly { role: string; key: string }[];
  limits: Limits;
}

/**
 * One run made ahead, like the one before: its processes are caged and wait for their jobs. It has read nothing, it is used
 * once like every other, and it gives way to any run that needs its slot.
 */
export class Standby {
  private waiting: { name: string; keys: Set<string>; run: Run; idle: NodeJS.Timeout } | null = null;

  constructor(
    private readonly open: (shape: Shape) => Run,
    private readonly hasRoom: () => boolean,
  ) {}

  /** The run that waits for such jobs, or null. */
  take(shape: Shape): Run | null {
    if (this.waiting?.name === nameOf(shape)) return this.withdraw();
    if (!this.hasRoom()) this.dismiss();
    return null;
  }

  /** Only where everything is prepared: otherwise most of a run's start is still to come when it has its job. */
  renew(shape: Shape): void {
    if (this.waiting || !this.hasRoom() || shape.processes.some(({ key }) => !key)) return;
    const run = this.open(shape);
    const idle = setTimeout(() => this.dismiss(), IDLE_MS).unref();
    const keys = new Set(shape.processes.map(({ key }) => key));
    this.waiting = { name: nameOf(shape), keys, run, idle };
    void run.finished.then(() => {
      if (this.waiting?.run === run) this.withdraw();
    });
  }

  /** What it was made from is not wanted any more. */
  forget(key: string): void {
    if (this.waiting?.keys.has(key)) this.dismiss();
  }

  private dismiss(): void {
    this.withdraw()?.stop('aborted');
  }

  private withdraw(): Run | null {
    const { run, idle } = this.waiting ?? {};
    clearTimeout(idle);
    this.waiting = null;
    return run ?? null;
  }
}

function nameOf({ processes, limits }: Shape): string {
  return JSON.stringify([processes, limits]);
}
