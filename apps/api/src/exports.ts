import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { perSubject, Throttles } from '#learning';
import { Problem } from '#platform';
import { Belongings } from './belongings.js';

/** Enough for somebody who tries again; each reads all that a person has ever handed in. */
const MOST_AN_HOUR = 6;

/** What a person takes along, sent as it is read: it may be hundreds of megabytes. */
@Injectable()
export class Exports {
  private readonly open = new Set<string>();

  constructor(
    private readonly belongings: Belongings,
    private readonly throttles: Throttles,
  ) {}

  async send(personId: string, reply: FastifyReply): Promise<void> {
    this.refuseSecond(personId);
    await this.throttles.take(perSubject('export', personId, MOST_AN_HOUR, 60));
    const text = this.belongings.export(personId);
    // What goes wrong before the first word is an answer of its own; after it, the file can only be cut.
    const first = await text.next();
    this.refuseSecond(personId);
    if (reply.raw.destroyed) return void reply.hijack();
    const stream = Readable.from(continued(first.value ?? '', text));
    this.open.add(personId);
    reply.raw.once('close', () => {
      this.open.delete(personId);
      stream.destroy();
    });
    await reply
      .header('content-disposition', 'attachment; filename="fretboard-account.json"')
      .type('application/json; charset=utf-8')
      .send(stream);
  }

  private refuseSecond(personId: string): void {
    if (!this.open.has(personId)) return;
    const detail = 'Your data is being sent already. Wait until that file is whole, then ask again.';
    throw new Problem('too-many-requests', detail, {}, { 'retry-after': '10' });
  }
}

async function* continued(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
