import { EventEmitter } from 'node:events';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { CONFIG, type PlatformConfig } from './config.js';
import type { Tx } from './db.js';

const CHANNEL = 'fretboard';
const RECONNECT_MS = 500;

/** The same as `send`, as part of a statement; `topic` is an expression of SQL. */
export const noticeOf = (topic: string) => `pg_notify('${CHANNEL}', ${topic})`;

/**
 * Shortens waiting between processes: "this thing changed, look at its rows". A notice may be lost (it is not the
 * truth), so whoever waits for one also looks from time to time.
 */
@Injectable()
export class Notices implements OnApplicationShutdown {
  private readonly log = new Logger(Notices.name);
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private client?: pg.Client;
  private stopped = false;

  constructor(@Inject(CONFIG) private readonly config: PlatformConfig) {}

  /** Delivered when the transaction commits. */
  async send(tx: Tx, topic: string): Promise<void> {
    await tx.query(`SELECT ${noticeOf('$1')}`, [topic]);
  }

  /** Calls `hear` for each notice on the topic until the answer is called. */
  on(topic: string, hear: () => void): () => void {
    this.emitter.on(topic, hear);
    if (!this.client && !this.stopped) this.listen();
    return () => this.emitter.off(topic, hear);
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    void this.client?.end().catch(() => undefined);
  }

  private listen(): void {
    const client = new pg.Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'fretboard notices',
    });
    this.client = client;
    const again = (error?: Error) => {
      if (this.client !== client) return;
      this.client = undefined;
      if (this.stopped) return;
      this.log.warn(`Lost the connection for notices${error ? `: ${error.message}` : ''}; connecting again.`);
      setTimeout(() => !this.client && !this.stopped && this.listen(), RECONNECT_MS).unref();
    };
    client.on('notification', ({ payload }) => payload && this.emitter.emit(payload));
    // More than one: a server that stops says so and then cuts, and an error nobody hears ends the process.
    client.on('error', again);
    client.once('end', () => again());
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`), again)
      .catch(again);
  }
}
