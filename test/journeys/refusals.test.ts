import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';

let database: TestDatabase;
let api: Api;
let learner: string;
beforeAll(async () => {
  database = await aDatabase();
  api = await Api.start(database.url);
  learner = await api.aLearner();
});
afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

/** As it goes over the wire: no library puts the request right. */
function raw(method: string, path: string, type: string, body: string) {
  const { hostname, port, origin } = new URL(api.url);
  return new Promise<{ status: number; document: unknown }>((resolve, reject) => {
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(body), origin };
    request({ hostname, port, method, path: `/api/v1${path}`, headers }, (answer) => {
      text(answer).then(
        (said) => resolve({ status: answer.statusCode ?? 0, document: JSON.parse(said) }),
        reject,
      );
    })
      .on('error', reject)
      .end(body);
  });
}

describe('what cannot be read is refused with a name and a sentence', () => {
  it.each([
    ['no JSON', 'application/json', '{"email":', 400, /^The body is not valid JSON: .+/],
    ['a poisoned name', 'application/json', '{"__proto__": {}}', 400, /__proto__/],
    ['a form', 'application/x-www-form-urlencoded', 'a=b', 415, /Content-Type: application\/json/],
    ['too much', 'application/json', JSON.stringify('x'.repeat(1_100_000)), 413, /larger/],
  ])('%s', async (_, type, body, status, detail) => {
    const answer = await raw('POST', '/session', type, body);
    expect(answer).toMatchObject({ status, document: { status, detail: expect.stringMatching(detail) } });
  });

  it('what is no HTTP', async () => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    socket.end('FOO /api/v1/skills HTTP/1.1\r\nhost: a\r\n\r\n');
    const [head, body] = (await text(socket)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json/);
    expect(JSON.parse(body ?? '')).toMatchObject({
      title: 'Bad Request',
      status: 400,
      detail: expect.stringContaining('Invalid method'),
    });
  });
});

it('is kept by nobody on the way, however the address is written', async () => {
  for (const path of ['/%61pi/v1/me', '/api/%761/me', '/%61pi/v1/submissions', '/%61pi/v1/nowhere']) {
    const answer = await fetch(`${api.url}${path}`, { headers: { cookie: learner } });
    expect([path, answer.headers.get('cache-control')]).toEqual([path, 'no-store']);
  }
  const answer = await fetch(`${api.url}/%61pi/v1/skills`, {
    method: 'DELETE',
    headers: { origin: api.url },
  });
  expect(answer.status).toBe(405);
});

describe('what does not fit is named', () => {
  const issues = async (method: 'get' | 'patch' | 'put', path: string, body?: object) => {
    const answer = await api.call(method, path, learner).send(body).expect(422);
    return (answer.body as { issues: { path: string; message: string }[] }).issues;
  };

  it('in the address', async () => {
    expect(await issues('get', '/submissions/nope')).toEqual([
      { path: 'id', message: expect.stringMatching(/^A UUID/) },
    ]);
  });

  it('in the query, unknown names too', async () => {
    expect(await issues('get', '/submissions?exercise=No%20slug')).toMatchObject([{ path: 'exercise' }]);
    expect(await issues('get', '/me/next?paths=job-ready')).toEqual([
      { path: 'paths', message: 'There is nothing of this name here.' },
    ]);
  });

  it('though it reaches the prototype of objects', async () => {
    expect(await issues('get', '/submissions?constructor=1')).toMatchObject([{ path: 'constructor' }]);
    expect(await issues('get', '/submissions?__proto__=1')).toMatchObject([{ path: '__proto__' }]);
    expect(await issues('patch', '/me', { prototype: 1 })).toMatchObject([{ path: 'prototype' }]);
    const files = { 'hello/views.py': '', constructor: 'x' };
    const answer = await api.call('post', '/submissions', learner).send({ exercise: 'first-view', files });
    expect([answer.status, answer.body.issues]).toMatchObject([422, [{ path: 'files.constructor' }]]);
  });

  it.each(['/skills', '/skills/http', '/exercises', '/paths', '/problems', '/me', '/me/export'])(
    'in the query of %s, which asks for none',
    async (path) => {
      expect(await issues('get', `${path}?foo=1&bar=2`)).toEqual([
        { path: 'foo', message: 'There is nothing of this name here.' },
        { path: 'bar', message: 'There is nothing of this name here.' },
      ]);
    },
  );

  it('only to those who may come in', async () => {
    expect((await api.call('get', '/me?foo=1')).status).toBe(401);
  });

  it('in a sign-in, unknown names too', async () => {
    const body = { email: 'ada@example.org', password: 'something long', remember: true };
    const answer = await api.call('post', '/session').send(body).expect(422);
    expect(answer.body).toMatchObject({ issues: [{ path: 'remember' }] });
  });

  it('each of several faults', async () => {
    const body = { path: 'No slug', known: 'http', limit: 500, colour: 'red', size: 'large' };
    const answer = await api.call('post', '/recommendations').send(body).expect(422);
    const named = (answer.body as { issues: { path: string }[] }).issues.map(({ path }) => path);
    expect(named.toSorted()).toEqual(['colour', 'known', 'limit', 'path', 'size']);
  });

  it('in the body, unknown names too: nothing is changed', async () => {
    expect(await issues('patch', '/me', { name: 'Another', roles: ['steward'] })).toMatchObject([
      { path: 'roles' },
    ]);
    expect((await api.call('get', '/me', learner)).body).toMatchObject({ name: 'Ada', roles: ['learner'] });
  });
});
