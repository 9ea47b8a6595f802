import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-http-bearer';
import { Tokens } from '#learning';
import type { Who } from '#platform';

/** A program with an API token in the Authorization header. */
@Injectable()
export class TokenStrategy extends PassportStrategy(Strategy, 'api-token') {
  constructor(private readonly tokens: Tokens) {
    super();
  }

  /** The library would also take a token from the query string or a form, where logs and histories keep it. */
  override authenticate({ headers }: { headers: IncomingHttpHeaders }): void {
    super.authenticate({ headers } as never);
  }

  async validate(token: string): Promise<Who | false> {
    return (await this.tokens.find(token)) ?? false;
  }
}
