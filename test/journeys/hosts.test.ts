import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { hostsCanBeMade } from '../../scripts/network.mjs';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { Host, workerImage } from '../hosts.js';
import { loadContent } from '../load.js';
import { aWorker, type TestWorker } from '../worker.js';

const EXERCISE = 'first-view';
/** Long enough to be seen at work, short enough to wait for. */
const SLOW = 'import time\ntime.sleep(3)\n';
const dataDir = path.resolve(import.meta.dirname, '../..', process.env.DATA_DIR || '.data');

interface Machine {
  host: Host;
  worker: TestWorker;
}

interface RunRow {
  id: string;
  status: string;
  tries: number;
  worker: string | null;
  verdicts: number;
  evidence: number;
}

/** The API and PostgreSQL on this host; two workers, from what their image holds, on two others. */
describe.skipIf(!hostsCanBeMade())('several hosts', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let api: Api;
  let image: ReturnType<typeof workerImage>;
  const machines: Machine[] = [];
  let lost: Machine;
  beforeAll(async () => {
    database = await aDatabase();
    await loadContent(database.url);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    api = await Api.start(database.url);
    image = workerImage(dataDir);
    for (const number of [1, 2]) {
      const host = await Host.connect(number, database.url);
      const env = { DATA_DIR: path.join(image.folder, '.data'), SENDS_MAIL: 'false' };
      machines.push({
        host,
        worker: aWorker(host.databaseUrl, env, { folder: image.folder, through: host.through }),
      });
    }
  });
  afterAll(async () => {
    for (const { host, worker } of machines) {
      host.mend();
      await worker.stop('SIGKILL');
      host.remove();
    }
    image?.remove();
    await client?.end();
    await api?.stop();
    await database?.drop();
  });

  const submit = async (cookie: string, text: string): Promise<string> => {
    const files = { 'hello/views.py': `${text}from django.http import HttpResponse\n` };
    const sent = await api
      .call('post', '/submissions', cookie)
      .send({ exercise: EXERCISE, files })
      .expect(202);
    return sent.body.id as string;
  };
  async function runsOf(...submissions: string[]): Promise<RunRow[]> {
    const { rows } = await client.query<RunRow>(
      `SELECT r.id, r.status, r.tries, r.worker,
         (SELECT count(*)::int FROM verdicts v WHERE v.run_id = r.id) AS verdicts,
         (SELECT count(*)::int FROM evidence e WHERE e.run_id = r.id) AS evidence
       FROM runs r WHERE r.submission_id = ANY($1::uuid[]) ORDER BY r.created_at`,
      [submissions],
    );
    return rows;
  }
  const machineOf = (worker: string | null) =>
    machines.find(({ worker: { child } }) => worker?.includes(`-${child.pid}-`));
  const settled = async (...ids: string[]) => (await runsOf(...ids)).every(({ status }) => status === 'done');

  it('share the line: two submissions are graded at the same time on two hosts', async () => {
    const ids = [await submit(await api.aLearner(), SLOW), await submit(await api.aLearner(), SLOW)];
    const atWork = async () => {
      const running = (await runsOf(...ids)).filter(({ status }) => status === 'running');
      return new Set(running.map(({ worker }) => machineOf(worker))).size;
    };
    await expect.poll(atWork, { timeout: 60_000, interval: 100 }).toBe(2);
    await expect.poll(() => settled(...ids), { timeout: 60_000, interval: 200 }).toBe(true);
    expect((await runsOf(...ids)).map(({ verdicts, tries }) => [verdicts, tries])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('give one verdict when the cable of a host is cut in mid-grade, also after it is mended', async () => {
    const id = await submit(await api.aLearner(), SLOW);
    await expect
      .poll(async () => (await runsOf(id))[0]!.status, { timeout: 60_000, interval: 50 })
      .toBe('running');
    lost = machineOf((await runsOf(id))[0]!.worker)!;
    lost.host.cut();
    await expect.poll(() => settled(id), { timeout: 90_000, interval: 200 }).toBe(true);
    const [run] = await runsOf(id);
    expect([run!.tries, run!.verdicts, run!.evidence]).toEqual([2, 1, 1]);
    expect(machineOf(run!.worker)).toBe(machines.find((one) => one !== lost));

    const { rows } = await client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const { now } = rows[0]!;
    lost.host.mend();
    const seenAgain = async () => {
      const seen = await client.query<{ id: string }>('SELECT id FROM graders WHERE seen_at > $1', [now]);
      return seen.rows.some((row) => machineOf(row.id) === lost);
    };
    await expect.poll(seenAgain, { timeout: 90_000, interval: 200 }).toBe(true);
    expect(await runsOf(id)).toEqual([run]);
  });

  it('let a host that was lost grade again', async () => {
    await machines.find((one) => one !== lost)!.worker.stop();
    const id = await submit(await api.aLearner(), '');
    await expect.poll(() => settled(id), { timeout: 90_000, interval: 200 }).toBe(true);
    expect(machineOf((await runsOf(id))[0]!.worker)).toBe(lost);
  });

  it('leave letters to those who send them', async () => {
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM people');
    expect(rows[0]!.count).toBeGreaterThan(0);
    expect(existsSync(path.join(image.folder, '.data/mail'))).toBe(false);
  });
});
