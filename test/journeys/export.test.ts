import { get, type IncomingMessage } from 'node:http';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { loadContent } from '../load.js';

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

const query = (sql: string, values: unknown[]): Promise<unknown> =>
  api.app.get(DataSource).query(sql, values);

/** Somebody with one submission and as many copies of it, each a little older, with a file of so many bytes. */
async function aDiligentLearner(copies: number, bytes: number): Promise<string> {
  const cookie = await api.aLearner();
  const handIn = { exercise: 'first-view', files: { 'hello/views.py': '' } };
  const { body } = await api.call('post', '/submissions', cookie).send(handIn).expect(202);
  await query(
    `WITH n AS (
       INSERT INTO submissions (person_id, exercise, exercise_version, files, request_hash, created_at)
       SELECT person_id, exercise, exercise_version, jsonb_build_object('hello/views.py', repeat('x', $3)), request_hash,
         created_at - g * interval '31 s' FROM submissions, generate_series(1, $2) g WHERE id = $1
       RETURNING id, person_id, created_at)
     INSERT INTO runs (submission_id, person_id, exercise, purpose, status, priority, runtime, seed, created_at, finished_at, effective)
     SELECT id, person_id, 'first-view', 'practice', 'cancelled', 20, 'django-5.2', 1, created_at, created_at, true FROM n`,
    [body.id, copies, bytes],
  );
  return cookie;
}

const begin = (cookie: string) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(`${api.url}/api/v1/me/export`, { headers: { cookie } }, resolve).on('error', reject);
  });

it('holds all of many submissions, each once, oldest first', async () => {
  const cookie = await aDiligentLearner(50, 10);
  const { body, headers } = await api.call('get', '/me/export', cookie).expect(200);
  expect(headers['content-type']).toContain('application/json');
  const { submissions } = body as { submissions: { id: string; createdAt: string }[] };
  expect(new Set(submissions.map(({ id }) => id)).size).toBe(51);
  const times = submissions.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted());
});

it('is read only as fast as it is taken, one at a time, and free again when the reader goes', async () => {
  const cookie = await aDiligentLearner(400, 60_000);
  const slow = await begin(cookie);
  expect(slow.statusCode).toBe(200);
  const second = await begin(cookie);
  expect([second.statusCode, second.headers['retry-after']]).toEqual([429, '10']);
  second.destroy();
  slow.destroy();
  await vi.waitFor(async () => {
    const answer = await begin(cookie);
    answer.destroy();
    expect(answer.statusCode).toBe(200);
  });
});

it('is made six times in an hour', async () => {
  const cookie = await api.aLearner();
  for (let round = 0; round < 6; round += 1) await api.call('get', '/me/export', cookie).expect(200);
  const { body } = await api.call('get', '/me/export', cookie).expect(429);
  expect(body).toMatchObject({ type: '/problems/too-many-requests', retryAfter: expect.any(Number) });
});
