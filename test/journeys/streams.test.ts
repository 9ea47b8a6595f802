import { get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Api, cookieOf } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { loadContent } from '../load.js';
import { password } from '../people.js';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await aDatabase();
  await loadContent(database.url);
  api = await Api.start(database.url);
});
afterAll(async () => {
  await api?.stop();
  await database?.drop();
});

it('answers an address that cannot be decoded with a problem', async () => {
  const answer = await fetch(`${api.url}/%ff`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
  ]);
});

it('keeps one person from opening streams without end', async () => {
  const [cookie, other] = [await api.aLearner(), await api.aLearner()];
  // Nobody grades here, so both wait and their streams stay open.
  const handIn = async (whose: string): Promise<string> => {
    const files = { 'hello/views.py': '' };
    const answer = await api
      .call('post', '/submissions', whose)
      .send({ exercise: 'first-view', files })
      .expect(202);
    return answer.body.id as string;
  };
  const [id, theirs] = [await handIn(cookie), await handIn(other)];
  const open: IncomingMessage[] = [];
  const stream = async (whose: string, submission: string): Promise<number> => {
    const url = `${api.url}/api/v1/submissions/${submission}/events`;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, { headers: { cookie: whose } }, resolve).on('error', reject);
    });
    open.push(answer);
    return answer.statusCode ?? 0;
  };
  for (let number = 0; number < 20; number += 1) expect(await stream(cookie, id)).toBe(200);
  expect(await stream(cookie, id)).toBe(429);
  expect(await stream(other, theirs)).toBe(200);
  open[0]?.destroy();
  await vi.waitFor(async () => expect(await stream(cookie, id)).toBe(200), { timeout: 5_000, interval: 100 });
  for (const answer of open) answer.destroy();
});

it('keeps no place for a reader who is gone before the stream begins', async () => {
  const cookie = await api.aLearner();
  const handIn = { exercise: 'first-view', files: { 'hello/views.py': '' } };
  const { body } = await api.call('post', '/submissions', cookie).send(handIn).expect(202);
  const path = `/api/v1/submissions/${body.id}/events`;
  const { hostname, port } = new URL(api.url);
  const reset = () =>
    new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\ncookie: ${cookie}\r\n\r\n`, () =>
          socket.resetAndDestroy(),
        );
      });
      socket.on('error', () => undefined).once('close', () => resolve());
    });
  await Promise.all(Array.from({ length: 40 }, reset));
  // All have been dealt with, since one that came later is.
  await api.call('get', '/me', cookie).expect(200);
  await vi.waitFor(
    async () => {
      const answer = await fetch(`${api.url}${path}`, { headers: { cookie } });
      await answer.body?.cancel();
      expect(answer.status).toBe(200);
    },
    { timeout: 5_000, interval: 100 },
  );
});

it('tells nothing more to a session that was ended', async () => {
  const email = 'signs-out@example.org';
  const cookie = await api.aLearner(email);
  const handIn = { exercise: 'first-view', files: { 'hello/views.py': '' } };
  const { body } = await api.call('post', '/submissions', cookie).send(handIn).expect(202);
  const answer = await fetch(`${api.url}/api/v1/submissions/${body.id}/events`, { headers: { cookie } });
  const reader = answer.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('event: queued');
  const elsewhere = cookieOf(await api.call('post', '/session').send({ email, password }).expect(201));
  await api.call('delete', '/session', cookie).expect(204);
  await api.call('put', `/submissions/${body.id}/withdrawal`, elsewhere).expect(200);
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read())
    rest += new TextDecoder().decode(part.value);
  expect(rest).not.toContain('event:');
});

// Last: Passport keeps its strategies for the whole process, so the newest application takes over from the others.
it('ends streams when the process closes, and waits for no idle connection', async () => {
  const own = await Api.start(database.url);
  const cookie = await own.aLearner();
  const handIn = { exercise: 'first-view', files: { 'hello/views.py': '' } };
  const { body } = await own.call('post', '/submissions', cookie).send(handIn).expect(202);
  const answer = await fetch(`${own.url}/api/v1/submissions/${body.id}/events`, { headers: { cookie } });
  const reader = answer.body!.getReader();
  expect((await reader.read()).done).toBe(false);
  await own.stop();
  let done = false;
  while (!done) ({ done } = await reader.read());
  expect(done).toBe(true);
});
