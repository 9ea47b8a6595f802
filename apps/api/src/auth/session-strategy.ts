import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import passport from 'passport';
import { Sessions } from '#learning';
import type { Who } from '#platform';
import { namesToken } from './same-site.js';
import { SessionCookie } from './session-cookie.js';

type Verify = (request: FastifyRequest, done: (error: unknown, who?: Who | false) => void) => void;

/** Passport's own session strategy wants express-session and its store; this one asks for the caller behind a request. */
class RequestStrategy extends passport.Strategy {
  constructor(private readonly verify: Verify) {
    super();
  }

  override authenticate(request: unknown): void {
    this.verify(request as FastifyRequest, (error, who) => {
      if (error) this.error(error);
      else if (who) this.success(who);
      else this.fail(401);
    });
  }
}

/** A person in a browser. A request that names a token is a program's, whatever cookie comes with it. */
@Injectable()
export class SessionStrategy extends PassportStrategy(RequestStrategy, 'session-cookie') {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Who | false> {
    const secret = !namesToken(request) && this.cookie.read(request);
    return (secret && (await this.sessions.find(secret))) || false;
  }
}
