import type { CheckResult } from '#contract';

/** Shows checks as they end: one writing at a time, and those that end meanwhile go into the next one together. */
export class LiveChecks {
  private waiting: CheckResult[] = [];
  private writing: Promise<void> | null = null;

  constructor(private readonly write: (checks: readonly CheckResult[]) => Promise<void>) {}

  add(check: CheckResult): void {
    this.waiting.push(check);
    this.writing ??= this.writeAll();
  }

  /** Leaves out what was not written: the verdict that follows holds every check. */
  async end(): Promise<void> {
    this.waiting = [];
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const checks = this.waiting;
      this.waiting = [];
      // Whoever watches sees them a little later, then.
      await this.write(checks).catch(() => undefined);
    }
    this.writing = null;
  }
}
