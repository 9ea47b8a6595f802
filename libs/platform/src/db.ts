import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A transaction. The first argument of every verb that must take part in its caller's. */
export type Tx = EntityManager;

type AfterCommit = () => unknown;
const pending = new WeakMap<Tx, AfterCommit[]>();

/** Runs once the transaction has committed; never if it rolls back. Failures are logged, since the rows are true. */
export function afterCommit(tx: Tx, run: AfterCommit): void {
  const runs = pending.get(tx);
  if (!runs) throw new Error('afterCommit needs the tx of Db.transaction');
  runs.push(run);
}

@Injectable()
export class Db {
  private readonly log = new Logger(Db.name);
  constructor(readonly source: DataSource) {}

  /** For reads outside a transaction. */
  get read(): EntityManager {
    return this.source.manager;
  }

  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runs: AfterCommit[] = [];
    const result = await this.source.transaction(async (tx) => {
      pending.set(tx, runs);
      return work(tx);
    });
    for (const run of runs) {
      try {
        await run();
      } catch (error) {
        this.log.error({ err: error }, 'after commit');
      }
    }
    return result;
  }
}

/** True when the error is this named unique or foreign key constraint refusing a row. */
export function violates(error: unknown, constraint: string): boolean {
  const cause = (error as { driverError?: { constraint?: string } } | null)?.driverError;
  return cause?.constraint === constraint;
}
