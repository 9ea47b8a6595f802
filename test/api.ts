import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { readConfig } from '#platform';
import { createApi } from '../apps/api/src/app.js';
import { apiConfig } from '../apps/api/src/config.js';
import { password } from './people.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The whole API in this process, listening on a free port. */
export class Api {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
  ) {}

  static async start(databaseUrl: string, env: Record<string, string> = {}): Promise<Api> {
    const config = readConfig(apiConfig, {
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'silent',
      PORT: '0',
      WEB_DIR: '', // the pages have tests in a browser
      ...env,
    });
    const app = await createApi(config);
    await app.listen(0, '127.0.0.1');
    return new Api(app, await app.getUrl());
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  call(method: Method, path: string, cookie?: string): request.Test {
    const test = request(this.url)[method](`/api/v1${path}`);
    return cookie ? test.set('Cookie', cookie).set('Sec-Fetch-Site', 'same-origin') : test;
  }

  /** Signs up a new learner and gives the cookie of the session. */
  async aLearner(email = `l-${Math.random().toString(36).slice(2)}@example.org`): Promise<string> {
    const answer = await this.call('post', '/people').send({ email, name: 'Ada', password }).expect(201);
    return cookieOf(answer);
  }
}

export function cookieOf(answer: request.Response): string {
  const cookies = answer.headers['set-cookie'] as unknown as string[] | undefined;
  return (cookies ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}
