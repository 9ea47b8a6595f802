import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateQueue } from '#platform';
import { dataSource } from '../../migrations/data-source.js';
import { freePort, startPostgres } from '../../scripts/postgres.mjs';
import { Api } from '../api.js';
import { loadContent } from '../load.js';
import { aWorker, type TestWorker } from '../worker.js';

const root = path.resolve(import.meta.dirname, '../..');
const EXERCISE = 'first-view';

/** A server of one's own, because this test restarts it. */
let server: Awaited<ReturnType<typeof startPostgres>>;
let options: Parameters<typeof startPostgres>[0];
let api: Api;
let worker: TestWorker;
let solution: Record<string, string>;
beforeAll(async () => {
  options = {
    dataDir: path.join(mkdtempSync(path.join(tmpdir(), 'fretboard-crash-')), 'postgres'),
    port: await freePort(),
    durable: true,
  };
  server = await startPostgres(options);
  const source = await dataSource(server.url).initialize();
  await source.runMigrations();
  await source.destroy();
  await migrateQueue(server.url);
  await loadContent(server.url);
  api = await Api.start(server.url);
  worker = aWorker(server.url);
  const exercise = await api.call('get', `/exercises/${EXERCISE}`).expect(200);
  const editable = (exercise.body.files as { path: string; editable: boolean }[]).filter(
    (file) => file.editable,
  );
  solution = Object.fromEntries(
    editable.map((file) => [
      file.path,
      readFileSync(path.join(root, 'exercises', EXERCISE, 'solution', file.path), 'utf8'),
    ]),
  );
});
afterAll(async () => {
  await worker?.stop();
  await api?.stop();
  await server?.stop();
  rmSync(path.dirname(options.dataDir), { recursive: true, force: true });
});

async function query<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end();
  }
}

async function submit(cookie: string): Promise<string> {
  const answer = await api
    .call('post', '/submissions', cookie)
    .send({ exercise: EXERCISE, files: solution })
    .expect(202);
  return answer.body.id as string;
}

async function begun(id: string): Promise<void> {
  const status = async () =>
    (await query<{ status: string }>('SELECT status FROM runs WHERE submission_id = $1', [id]))[0]?.status;
  await expect.poll(status, { timeout: 60_000, interval: 5 }).toBe('running');
}

/** What is true once the verdict is there: how it ended, how many verdicts there are, how many attempts counted. */
async function ending(cookie: string, id: string) {
  const outcome = async () =>
    (await api.call('get', `/submissions/${id}`, cookie)).body.outcome as string | null;
  await expect.poll(outcome, { timeout: 60_000, interval: 100 }).toBeTypeOf('string');
  const verdicts = await query(
    'SELECT 1 FROM verdicts v JOIN runs r ON r.id = v.run_id WHERE r.submission_id = $1',
    [id],
  );
  const progress = await api.call('get', '/me/progress', cookie).expect(200);
  return {
    outcome: await outcome(),
    verdicts: verdicts.length,
    attempts: progress.body.attempts as number,
  };
}
const once = { outcome: 'passed', verdicts: 1, attempts: 1 };

describe('nothing is lost or graded twice', () => {
  it('when the worker is killed while it grades', async () => {
    const cookie = await api.aLearner();
    const id = await submit(cookie);
    await begun(id);
    await worker.stop('SIGKILL');
    worker = aWorker(server.url);
    expect(await ending(cookie, id)).toEqual(once);
    expect(await query('SELECT tries FROM runs WHERE submission_id = $1', [id])).toEqual([{ tries: 2 }]);
  });

  it('when the worker is asked to stop while it grades: it finishes first', async () => {
    const cookie = await api.aLearner();
    const id = await submit(cookie);
    await begun(id);
    await worker.stop('SIGTERM');
    expect(await query('SELECT status, tries FROM runs WHERE submission_id = $1', [id])).toEqual([
      { status: 'done', tries: 1 },
    ]);
    worker = aWorker(server.url);
    expect(await ending(cookie, id)).toEqual(once);
  });

  it('when PostgreSQL is restarted while it grades', async () => {
    const cookie = await api.aLearner();
    const id = await submit(cookie);
    await begun(id);
    await server.stop();
    server = await startPostgres(options);
    expect(await ending(cookie, id)).toEqual(once);
  });

  it('when the queue forgets its jobs', async () => {
    await worker.stop();
    const cookie = await api.aLearner();
    const id = await submit(cookie);
    // The job goes to the queue after the answer; it is forgotten once it is there.
    await expect.poll(() => query('SELECT 1 FROM outbox WHERE sent_at IS NULL')).toEqual([]);
    await query('DROP SCHEMA bullmq CASCADE');
    await migrateQueue(server.url);
    worker = aWorker(server.url);
    expect(await ending(cookie, id)).toEqual(once);
  });

  it('when many learners submit at once and the worker is killed twice', async () => {
    const cookies = await Promise.all(Array.from({ length: 6 }, () => api.aLearner()));
    const ids = await Promise.all(cookies.map(submit));
    for (let round = 0; round < 2; round += 1) {
      await expect
        .poll(async () => (await query(`SELECT 1 FROM runs WHERE status = 'running'`)).length, {
          timeout: 60_000,
          interval: 5,
        })
        .toBeGreaterThan(0);
      await worker.stop('SIGKILL');
      worker = aWorker(server.url);
    }
    for (const [index, id] of ids.entries()) expect(await ending(cookies[index]!, id)).toEqual(once);
  });
});
