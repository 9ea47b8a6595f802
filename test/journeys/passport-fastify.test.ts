import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Controller,
  Get,
  HttpCode,
  Injectable,
  Module,
  Post,
  Req,
  UseGuards,
  type ExecutionContext,
} from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Strategy as Bearer } from 'passport-http-bearer';
import { Strategy as Local } from 'passport-local';
import { Strategy as OAuth2, type StateStore } from 'passport-oauth2';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/*
 * The proof behind docs/decisions/0010: the three kinds of Passport strategy run on Fastify. It stands on its own, so
 * that an upgrade of Nest, Fastify or Passport that breaks one of them is seen here first.
 */

interface Named {
  name: string;
}

@Injectable()
class LocalProof extends PassportStrategy(Local, 'proof-local') {
  constructor() {
    super({ usernameField: 'email', passReqToCallback: true });
  }
  validate(from: FastifyRequest, email: string, password: string): Named | false {
    return password === 'right' && from.ip ? { name: email } : false;
  }
}

@Injectable()
class BearerProof extends PassportStrategy(Bearer, 'proof-bearer') {
  validate(token: string): Named | false {
    return token === 'fb_good' && { name: 'program' };
  }
}

/** Where the mock provider listens; set before the application starts. */
let provider = '';
const states = new Map<string, true>();
const store: StateStore = {
  store(...given: unknown[]): void {
    const done = given.at(-1) as (error: Error | null, state: string) => void;
    const state = `state-${states.size}`;
    states.set(state, true);
    done(null, state);
  },
  verify(...given: unknown[]): void {
    const done = given.at(-1) as (error: Error | null, ok: boolean) => void;
    done(null, states.delete(String(given[1])));
  },
};

@Injectable()
class OAuthProof extends PassportStrategy(OAuth2, 'proof-oauth') {
  constructor() {
    super({
      authorizationURL: `${provider}/authorize`,
      tokenURL: `${provider}/token`,
      clientID: 'fretboard',
      clientSecret: 'not a secret',
      callbackURL: 'http://fretboard.test/oauth/callback',
      store,
    });
  }
  validate(accessToken: string): Named {
    return { name: `owner of ${accessToken}` };
  }
}

/** What Passport needs of Node's response when it redirects, told to Fastify's reply. */
class RedirectingReply {
  statusCode = 302;
  constructor(private readonly reply: FastifyReply) {}
  setHeader(name: string, value: string): void {
    // Fastify counts the body itself.
    if (name.toLowerCase() !== 'content-length') void this.reply.header(name, value);
  }
  end(): void {
    void this.reply.code(this.statusCode).send();
  }
}

class OAuthGuard extends AuthGuard('proof-oauth') {
  getResponse<T = unknown>(context: ExecutionContext): T {
    return new RedirectingReply(context.switchToHttp().getResponse<FastifyReply>()) as T;
  }
}

@Controller()
class ProofController {
  @Post('local')
  @HttpCode(200)
  @UseGuards(AuthGuard('proof-local'))
  local(@Req() { user }: { user: Named }): Named {
    return user;
  }
  @Get('bearer')
  @UseGuards(AuthGuard('proof-bearer'))
  bearer(@Req() { user }: { user: Named }): Named {
    return user;
  }
  @Get('oauth')
  @UseGuards(OAuthGuard)
  start(): never {
    throw new Error('The guard has redirected.');
  }
  @Get('oauth/callback')
  @UseGuards(OAuthGuard)
  callback(@Req() { user }: { user: Named }): Named {
    return user;
  }
}

@Module({ controllers: [ProofController], providers: [LocalProof, BearerProof, OAuthProof] })
class ProofModule {}

/** An OAuth2 provider that agrees to everything and gives one token for the one code. */
function mockProvider(): Server {
  return createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '/', 'http://provider.test');
    if (url.pathname === '/authorize') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', 'code-1');
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      answer.writeHead(302, { location: back.href }).end();
      return;
    }
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const known = new URLSearchParams(body).get('code') === 'code-1';
      answer.writeHead(known ? 200 : 400, { 'content-type': 'application/json' });
      answer.end(JSON.stringify(known ? { access_token: 'access-1' } : { error: 'invalid_grant' }));
    });
  });
}

describe('Passport on Fastify', () => {
  let server: Server;
  let app: NestFastifyApplication;

  beforeAll(async () => {
    server = mockProvider().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    provider = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const module = await Test.createTestingModule({ imports: [ProofModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(async () => {
    await app?.close();
    server?.close();
  });

  it('runs the local strategy', async () => {
    const http = request(app.getHttpServer());
    const right = await http.post('/local').send({ email: 'ada@example.org', password: 'right' });
    expect([right.status, right.body]).toEqual([200, { name: 'ada@example.org' }]);
    await http.post('/local').send({ email: 'ada@example.org', password: 'wrong' }).expect(401);
    await http.post('/local').send({}).expect(401);
  });

  it('runs the bearer strategy', async () => {
    const http = request(app.getHttpServer());
    const right = await http.get('/bearer').set('authorization', 'Bearer fb_good');
    expect([right.status, right.body]).toEqual([200, { name: 'program' }]);
    await http.get('/bearer').set('authorization', 'Bearer fb_bad').expect(401);
    await http.get('/bearer').expect(401);
  });

  it('runs a strategy that redirects, there and back', async () => {
    const http = request(app.getHttpServer());
    const leaving = await http.get('/oauth');
    expect(leaving.status).toBe(302);
    const location = String(leaving.headers['location']);
    expect(location.startsWith(`${provider}/authorize?`)).toBe(true);

    const agreed = await fetch(location, { redirect: 'manual' });
    const back = new URL(agreed.headers.get('location') ?? '');
    const arrived = await http.get(back.pathname + back.search);
    expect([arrived.status, arrived.body]).toEqual([200, { name: 'owner of access-1' }]);

    // The state was spent, so the same answer from the provider is refused.
    await http.get(back.pathname + back.search).expect(401);
  });
});
