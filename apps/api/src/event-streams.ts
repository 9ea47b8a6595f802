import { Readable } from 'node:stream';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Sessions, Tokens } from '#learning';
import { Problem, type Who } from '#platform';

/** Proxies close a connection that says nothing; a comment keeps it. */
const PING_MS = 15_000;
/** Each open stream looks at the database once a second; a page that is refused one asks from time to time instead. */
const MOST_STREAMS = 20;

interface Event {
  readonly type: string;
}

/** Server-sent streams of this process: a few for each person, all ended before it closes. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly open = new Map<string, Set<AbortController>>();

  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
  ) {}

  /**
   * Sends events until they end, the reader goes or signs out, or the process closes; the name of each is its `type`.
   */
  async send(
    { personId, by }: Who,
    reply: FastifyReply,
    events: (gone: AbortSignal) => AsyncIterable<Event>,
  ): Promise<void> {
    const mine = this.open.get(personId) ?? new Set();
    if (mine.size >= MOST_STREAMS) {
      const detail = `You have ${MOST_STREAMS} streams open. Close one, or read the submission itself.`;
      throw new Problem('too-many-requests', detail, {}, { 'retry-after': '5' });
    }
    // A reader who has gone already says so no more: its close is past, and its place would never be free again.
    if (reply.raw.destroyed) return void reply.hijack();
    const gone = new AbortController();
    this.open.set(personId, mine.add(gone));
    reply.raw.once('close', () => {
      gone.abort();
      mine.delete(gone);
      if (mine.size === 0) this.open.delete(personId);
    });
    // An ended stream leaves no idle connection behind that a closing server would wait for.
    const headers = { 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' };
    await reply
      .headers(headers)
      .type('text/event-stream')
      .send(this.textOf(events(gone.signal), gone, by));
  }

  /** Whoever listens connects again, to a process that stays. */
  beforeApplicationShutdown(): void {
    for (const mine of this.open.values()) for (const gone of mine) gone.abort();
  }

  private textOf(events: AsyncIterable<Event>, gone: AbortController, by: Who['by']): Readable {
    const stream = new Readable({ read: () => undefined });
    const tell = async (text: string) => {
      if (gone.signal.aborted) return;
      if (await this.mayRead(by)) stream.push(text);
      else gone.abort();
    };
    const ping = setInterval(() => void tell(': waiting\n\n').catch(() => gone.abort()), PING_MS);
    void (async () => {
      try {
        for await (const event of events) {
          await tell(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
          if (gone.signal.aborted) break;
        }
      } catch {
        // The rows could not be read; the reader connects again and is told everything.
      } finally {
        clearInterval(ping);
        stream.push(null);
      }
    })();
    return stream;
  }

  /** Asked before each event: a stream may outlive the session or the token that opened it. */
  private mayRead(by: Who['by']): Promise<boolean> {
    return by.kind === 'session' ? this.sessions.lives(by.sessionId) : this.tokens.lives(by.tokenId);
  }
}
