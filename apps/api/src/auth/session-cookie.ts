import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Device, OpenedSession } from '#learning';
import { CONFIG } from '#platform';
import type { ApiConfig } from '../config.js';

/**
 * Carries a session's secret between browser and server. Scripts cannot read it (httpOnly) and other sites' requests
 * do not carry it, except links (SameSite=Lax). Over https it is Secure and named __Host-, which a browser takes only
 * from this very host, so that no neighbour below the same domain can plant one.
 */
@Injectable()
export class SessionCookie {
  private readonly secure: boolean;
  private readonly name: string;

  constructor(@Inject(CONFIG) config: ApiConfig) {
    this.secure = config.PUBLIC_URL.startsWith('https:');
    this.name = this.secure ? '__Host-fretboard_session' : 'fretboard_session';
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name] || undefined;
  }

  write(reply: FastifyReply, { secret, expiresAt }: OpenedSession): void {
    reply.setCookie(this.name, secret, { ...this.attributes, expires: expiresAt });
  }

  clear(reply: FastifyReply): void {
    reply.clearCookie(this.name, this.attributes);
  }

  private get attributes() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.secure } as const;
  }
}

/** What is remembered of a browser with its session. */
export const deviceOf = (request: FastifyRequest): Device => ({
  userAgent: request.headers['user-agent'] ?? null,
  address: request.ip,
});
