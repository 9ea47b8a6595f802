import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { QueueView } from '#contract';
import { Roles } from '#learning';
import { Api } from '../api.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { loadContent } from '../load.js';
import { aWorker, type TestWorker } from '../worker.js';

const folder = path.resolve(import.meta.dirname, '../../exercises/first-view/solution/hello');
const solution = Object.fromEntries(
  readdirSync(folder).map((name) => [`hello/${name}`, readFileSync(path.join(folder, name), 'utf8')]),
);
const ENDLESS = { ...solution, 'hello/views.py': 'while True:\n    pass\n' };

let database: TestDatabase;
let api: Api;
let steward: string;
let client: pg.Client;
const workers: TestWorker[] = [];
beforeAll(async () => {
  database = await aDatabase();
  await loadContent(database.url);
  api = await Api.start(database.url, { REQUESTS_PER_MINUTE: '0' });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  steward = await aSteward();
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop('SIGKILL')));
  // Killed ones could not take leave.
  await client.query('DELETE FROM graders');
});
afterAll(async () => {
  await client?.end();
  await api?.stop();
  await database?.drop();
});

async function aSteward(): Promise<string> {
  const email = `steward-${Math.random().toString(36).slice(2)}@example.org`;
  const cookie = await api.aLearner(email);
  await api.app.get(Roles).grant({ via: 'command line' }, { email, role: 'steward' });
  return cookie;
}
function start(env: Record<string, string> = {}): TestWorker {
  const worker = aWorker(database.url, env);
  workers.push(worker);
  return worker;
}
async function handIn(cookie: string, files = solution): Promise<string> {
  const body = { exercise: 'first-view', files };
  return (await api.call('post', '/submissions', cookie).send(body).expect(202)).body.id as string;
}
const read = async (cookie: string, id: string) =>
  (await api.call('get', `/submissions/${id}`, cookie).expect(200)).body as {
    status: string;
    outcome: string | null;
  };
const queue = async () => (await api.call('get', '/admin/queue', steward).expect(200)).body as QueueView;
const states = async () => (await queue()).workers.map(({ state }) => state).toSorted();
async function becomes(what: () => Promise<unknown>, expected: unknown): Promise<void> {
  await expect.poll(what, { timeout: 60_000, interval: 50 }).toEqual(expected);
}
/** Processes by the worker's name, which holds the process id. */
const nameOf = (worker: TestWorker) => new RegExp(`-${worker.child.pid}-`);
const rowOf = async (worker: TestWorker) => (await queue()).workers.find(({ id }) => nameOf(worker).test(id));

describe('the queue of a steward', () => {
  it('is for stewards in a browser alone', async () => {
    const learner = await api.aLearner();
    const asked = async (cookie?: string) =>
      (await api.call('get', '/admin/queue', cookie)).body.type as string;
    expect(await asked()).toBe('/problems/sign-in-required');
    expect(await asked(learner)).toBe('/problems/forbidden');
    const { body } = await api
      .call('post', '/me/tokens', steward)
      .send({ name: 't', scopes: ['read', 'submit', 'profile', 'metrics'] })
      .expect(201);
    const byToken = await api.call('get', '/admin/queue').set('Authorization', `Bearer ${body.token}`);
    expect(byToken.body.type).toBe('/problems/forbidden');
    const unknown = '00000000-0000-4000-8000-000000000000';
    const closing = await api
      .call('put', `/admin/queue/incidents/${unknown}/closing`, learner)
      .send({ action: 'retry' });
    expect(closing.body.type).toBe('/problems/forbidden');
  });
});

describe('metrics', () => {
  const scrape = (headers: Record<string, string> = {}) => fetch(`${api.url}/metrics`, { headers });
  const tokenOf = async (cookie: string, ...scopes: string[]) => {
    const { body } = await api.call('post', '/me/tokens', cookie).send({ name: 'm', scopes }).expect(201);
    return { authorization: `Bearer ${body.token}` };
  };

  it('are read with a token of a steward that is made for them, and with no other', async () => {
    const learner = await api.aLearner();
    const answers = await Promise.all([
      scrape(),
      scrape({ cookie: learner }),
      scrape(await tokenOf(learner, 'metrics')),
      scrape(await tokenOf(steward, 'read', 'submit', 'profile')),
      scrape(await tokenOf(steward, 'metrics')),
      scrape({ cookie: steward }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 403, 200, 200]);
    expect(answers[4]!.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('say what was graded, in the text format of Prometheus', async () => {
    const worker = start();
    const cookie = await api.aLearner();
    const id = await handIn(cookie);
    await becomes(async () => (await read(cookie, id)).outcome, 'passed');
    const text = await (await scrape({ cookie: steward })).text();
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(# (HELP|TYPE) fretboard_\w+ .+|fretboard_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/,
      );
    expect(text).toMatch(/^fretboard_runs_total\{purpose="grade",outcome="passed",mode="[ABCG]"\} 1$/m);
    expect(text).toMatch(/^fretboard_run_seconds_bucket\{purpose="grade",le="\+Inf"\} 1$/m);
    expect(text).toMatch(/^fretboard_run_seconds_count\{purpose="grade"\} 1$/m);
    expect(text).toMatch(/^fretboard_line_runs\{purpose="grade"\} 0$/m);
    expect(text).toMatch(/^fretboard_incidents_open\{kind="differs"\} 0$/m);
    expect(text).toMatch(
      new RegExp(
        `^fretboard_worker_slots\\{worker="[^"]*${nameOf(worker).source}[^"]*",state="grading",mode="[ABCG]"\\} 1$`,
        'm',
      ),
    );
  });
});

describe('two workers on one database', () => {
  it('register, share the line, and one takes over what the other leaves', async () => {
    const [one, other] = [start(), start()];
    await becomes(states, ['grading', 'grading']);
    expect(await queue()).toMatchObject({ slots: { live: 2, busy: 0 } });
    const cookies = await Promise.all(Array.from({ length: 4 }, () => api.aLearner()));
    const ids = await Promise.all(cookies.map((cookie) => handIn(cookie)));
    for (const [index, id] of ids.entries())
      await becomes(async () => (await read(cookies[index]!, id)).outcome, 'passed');
    // One is stuck with an endless program when it is killed; the other grades what is left.
    const slow = await api.aLearner();
    const endless = await handIn(slow, ENDLESS);
    await becomes(async () => (await rowOf(one))!.busy + (await rowOf(other))!.busy, 1);
    const [stuck, free] = (await rowOf(one))!.busy ? [one, other] : [other, one];
    await stuck.stop('SIGKILL');
    await becomes(async () => (await rowOf(free))!.busy, 1);
    await api.call('put', `/submissions/${endless}/withdrawal`, slow).expect(200);
    await client.query(`UPDATE graders SET seen_at = seen_at - interval '1 minute' WHERE id ~ $1`, [
      `-${stuck.child.pid}-`,
    ]);
    expect((await rowOf(stuck))?.state).toBe('silent');
    await free.stop('SIGTERM');
    expect(await rowOf(free)).toBeUndefined();
  });

  it('shows one that is asked to stop as draining until its run has ended', async () => {
    const worker = start();
    const cookie = await api.aLearner();
    const id = await handIn(cookie, ENDLESS);
    await becomes(async () => (await rowOf(worker))?.busy, 1);
    const stopped = worker.stop('SIGTERM');
    await becomes(async () => (await rowOf(worker))?.state, 'draining');
    expect((await queue()).slots.live).toBe(0);
    await api.call('put', `/submissions/${id}/withdrawal`, cookie).expect(200);
    await stopped;
    expect(await rowOf(worker)).toBeUndefined();
  });
});

describe('a run', () => {
  it('that waits says when it is worth asking again, and one that is over does not', async () => {
    const cookie = await api.aLearner();
    const body = { exercise: 'first-view', files: solution };
    const made = await api.call('post', '/submissions', cookie).send(body).expect(202);
    expect(made.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    const address = `/submissions/${made.body.id}`;
    expect((await api.call('get', address, cookie)).headers['retry-after']).toMatch(/^[1-9]\d*$/);
    const over = await api.call('put', `${address}/withdrawal`, cookie).expect(200);
    expect(over.headers['retry-after']).toBeUndefined();
    expect((await api.call('get', address, cookie)).headers['retry-after']).toBeUndefined();
  });

  it('that is withdrawn while it runs is stopped, and its slot is free for the next', async () => {
    const worker = start({ LOG_LEVEL: 'info' });
    const cookie = await api.aLearner();
    const id = await handIn(cookie, ENDLESS);
    await becomes(async () => (await read(cookie, id)).status, 'running');
    await becomes(async () => (await rowOf(worker))?.busy, 1);
    await api.call('put', `/submissions/${id}/withdrawal`, cookie).expect(200);
    const next = await handIn(cookie);
    await becomes(async () => (await read(cookie, next)).outcome, 'passed');
    expect(await read(cookie, id)).toMatchObject({ status: 'cancelled', outcome: null });
    expect(worker.log()).toContain('withdrawn, or the lease is lost');
  });

  it('that takes its worker down each time is parked; a steward tries it again', async () => {
    const cookie = await api.aLearner();
    const id = await handIn(cookie, ENDLESS);
    const tries = async () =>
      (await client.query('SELECT status, tries FROM runs WHERE submission_id = $1', [id])).rows[0] as object;
    for (let tried = 1; tried <= 3; tried += 1) {
      const worker = start();
      await becomes(tries, { status: 'running', tries: tried });
      await worker.stop('SIGKILL');
    }
    const worker = start();
    await becomes(async () => (await queue()).incidents.length, 1);
    expect(await read(cookie, id)).toMatchObject({ status: 'done', outcome: 'broken' });
    const [incident] = (await queue()).incidents;
    expect(incident).toMatchObject({ kind: 'parked', tries: 3, exercise: 'first-view' });
    expect(incident?.detail).toContain('stopped answering');
    const closing = `/admin/queue/incidents/${incident!.runId}/closing`;
    await api.call('put', closing, steward).send({ action: 'retry' }).expect(200);
    await becomes(async () => (await rowOf(worker))?.busy, 1);
    await api.call('put', `/submissions/${id}/withdrawal`, cookie).expect(200);
    expect((await queue()).incidents).toEqual([]);
    expect((await queue()).record).toMatchObject([{ runId: incident!.runId, resolution: 'retried' }]);
    const again = await api.call('put', closing, steward).send({ action: 'retry' });
    expect(again.body).toMatchObject({ type: '/problems/incident-closed', resolution: 'retried' });
  });
});
