import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A transaction. The first argument of every verb that must take part in its caller's. */
export type Tx = EntityManager;

type AfterCommit = () => unknown;
const TRIES = 3;
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

  /** `work` is done again when the database ends it to break a deadlock; what is not in the database is for `afterCommit`. */
  async transaction<T>(work: (tx: Tx) => Promise<T>, tries = TRIES): Promise<T> {
    const runs: AfterCommit[] = [];
    let result: T;
    try {
      result = await this.source.transaction(async (tx) => {
        pending.set(tx, runs);
        return work(tx);
      });
    } catch (error) {
      if (tries > 1 && isDeadlock(error)) return this.transaction(work, tries - 1);
      throw error;
    }
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

const DEADLOCK_DETECTED = '40P01'; // of the error codes of PostgreSQL

const isDeadlock = (error: unknown): boolean =>
  (error as { driverError?: { code?: string } } | null)?.driverError?.code === DEADLOCK_DETECTED;

/** True when the error is this named unique or foreign key constraint refusing a row. */
export function violates(error: unknown, constraint: string): boolean {
  const cause = (error as { driverError?: { constraint?: string } } | null)?.driverError;
  return cause?.constraint === constraint;
}
