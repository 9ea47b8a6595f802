import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisServer, startRedis } from '../../scripts/redis.mjs';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { loadContent } from '../load.js';
import { aWorker, type TestWorker } from '../worker.js';

const EXERCISE = 'first-view';
const solution = path.resolve(import.meta.dirname, '../../exercises', EXERCISE, 'solution');

describe.skipIf(!redisServer())('the queue on Redis', () => {
  let database: TestDatabase;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let api: Api;
  let worker: TestWorker | undefined;
  beforeAll(async () => {
    [database, redis] = await Promise.all([aDatabase(), startRedis()]);
    await loadContent(database.url);
    api = await Api.start(database.url, { REDIS_URL: redis.url });
  });
  afterAll(async () => {
    await worker?.stop();
    await api?.stop();
    await redis?.stop();
    await database?.drop();
  });

  async function submit(cookie: string): Promise<string> {
    const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
    const editable = (exercise.body.files as { path: string; editable: boolean }[]).filter(
      (file) => file.editable,
    );
    const files = Object.fromEntries(
      editable.map((file) => [file.path, readFileSync(path.join(solution, file.path), 'utf8')]),
    );
    return (await api.call('post', '/submissions', cookie).send({ exercise: EXERCISE, files }).expect(202))
      .body.id as string;
  }
  async function outcomeOf(cookie: string, id: string): Promise<string | null> {
    const outcome = async () =>
      (await api.call('get', `/submissions/${id}`, cookie)).body.outcome as string | null;
    await expect.poll(outcome, { timeout: 60_000, interval: 100 }).toBeTypeOf('string');
    return outcome();
  }

  it('grades with the same code as on PostgreSQL', async () => {
    worker = aWorker(database.url, { REDIS_URL: redis.url });
    const cookie = await api.aLearner();
    expect(await outcomeOf(cookie, await submit(cookie))).toBe('passed');
    const client = new Redis(redis.url);
    expect(await client.keys('fretboard:*')).not.toEqual([]);
    await client.quit();
  });

  it('loses nothing when Redis forgets everything', async () => {
    await worker?.stop();
    const cookie = await api.aLearner();
    const id = await submit(cookie);
    const client = new Redis(redis.url);
    await client.flushall();
    await client.quit();
    worker = aWorker(database.url, { REDIS_URL: redis.url });
    expect(await outcomeOf(cookie, id)).toBe('passed');
  });

  it('does not hold up a hand-in while Redis does not answer', async () => {
    const cookie = await api.aLearner();
    const client = new Redis(redis.url);
    await client.call('CLIENT', 'PAUSE', '5000', 'ALL');
    let answers = false;
    const ping = client.ping().then(() => (answers = true));
    const id = await submit(cookie);
    expect(answers).toBe(false);
    await ping;
    await client.quit();
    expect(await outcomeOf(cookie, id)).toBe('passed');
  });
});
