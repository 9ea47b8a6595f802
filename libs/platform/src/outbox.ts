import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { z } from 'zod';
import type { JobSpec } from '#contract';
import { afterCommit, Db, type Tx } from './db.js';
import { OutboxRow } from './outbox.tables.js';
import { Queues } from './queue.js';

/** How often a process looks for rows that nobody relayed: the normal path does not wait for it. */
const SWEEP_MS = 2_000;
const BATCH = 100;
/** What a process that ends still waits for; what is not sent by then, another one's sweep sends. */
const LAST_MS = 1_000;
/** Sent rows are kept this long, to be able to say what happened. */
const KEEP_DAYS = 7;

@Injectable()
export class Outbox implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Outbox.name);
  private readonly sending = new Set<Promise<void>>();
  private timer?: NodeJS.Timeout;
  private sweeping = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly queues: Queues,
  ) {}

  /** The job is sent right after the caller's transaction commits, and never if it does not. */
  async add<S extends JobSpec>(
    tx: Tx,
    job: S,
    payload: z.input<S['payload']>,
    options: { delayMs?: number } = {},
  ): Promise<void> {
    const row = await tx.save(OutboxRow, {
      job: job.name,
      payload: job.payload.parse(payload),
      delayMs: options.delayMs ?? 0,
    });
    // Nobody waits for it: a queue that is away would hold up what is true already.
    afterCommit(tx, () => {
      const sending = this.send(row).finally(() => this.sending.delete(sending));
      this.sending.add(sending);
    });
  }

  /** What was added by this process and has committed: nothing has to be read first. The sweep makes up for a failure. */
  private async send({ id, job, payload, delayMs }: OutboxRow): Promise<void> {
    try {
      await this.queues.send(job, id, payload, delayMs);
      await this.db.read.update(OutboxRow, { id }, { sentAt: () => 'now()' });
    } catch (error) {
      this.log.warn(`A job was not sent at once: ${(error as Error).message}`);
    }
  }

  /** Sends rows that wait, oldest first. Two relays at once share the work; a row may be sent twice, never lost. */
  async relay(): Promise<number> {
    return this.db.source.transaction(async (tx) => {
      const query = tx
        .createQueryBuilder(OutboxRow, 'o')
        .where('o.sent_at IS NULL')
        .orderBy('o.created_at')
        .limit(BATCH)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked');
      const rows = await query.getMany();
      for (const { id, job, payload, delayMs } of rows) await this.queues.send(job, id, payload, delayMs);
      if (rows.length)
        await tx.update(
          OutboxRow,
          rows.map((row) => row.id),
          { sentAt: () => 'now()' },
        );
      return rows.length;
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.sweeping.then(() => this.sweep());
    }, SWEEP_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
    await Promise.race([Promise.allSettled(this.sending), sleep(LAST_MS, undefined, { ref: false })]);
  }

  private async sweep(): Promise<void> {
    try {
      while ((await this.relay()) === BATCH);
      await this.db.read.query(`DELETE FROM outbox WHERE sent_at < now() - interval '${KEEP_DAYS} days'`);
    } catch (error) {
      // The database or the queue is away; the rows wait and the next sweep finds them.
      this.log.warn(`The outbox could not be relayed: ${(error as Error).message}`);
    }
  }
}
