import { Sandbox } from './launcher.js';
import type { RuntimeInfo } from './runtimes.js';

/** Warm sandboxes that wait for their one submission. */
export class Pool {
  private waiting: Sandbox[] = [];
  private isClosed = false;

  constructor(
    private readonly cgroups: boolean,
    private readonly size: number,
  ) {}

  /** The longest waiting sandbox of this runtime, or a new one; others start warming at once. */
  take(runtime: RuntimeInfo): Sandbox {
    const found = this.waiting.find((sandbox) => sandbox.runtime === runtime && sandbox.isUsable);
    this.waiting = this.waiting.filter((sandbox) => sandbox !== found && sandbox.isUsable);
    const sandbox = found ?? new Sandbox(runtime, this.cgroups);
    this.prepare(runtime);
    return sandbox;
  }

  prepare(runtime: RuntimeInfo): void {
    if (this.isClosed) return;
    while (this.waiting.filter((sandbox) => sandbox.runtime === runtime).length < this.size) {
      this.waiting.push(new Sandbox(runtime, this.cgroups));
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all(this.waiting.map((sandbox) => sandbox.end('aborted')));
    this.waiting = [];
  }
}
