import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadCommand } from '../../apps/cli/src/admin/load.js';
import { gradeCommand } from '../../apps/cli/src/grade/grade.js';
import { Api } from '../api.js';
import { type ContentCopy, copyOfSmallContent } from '../content.js';
import { aDatabase, type TestDatabase } from '../database.js';
import { aWorker, type TestWorker } from '../worker.js';

const CHECKS = 'exercises/greeting/checks/test_checks.py';
const VIEWS = 'hello/views.py';
const COUNTED = ['submissions', 'runs', 'verdicts', 'evidence', 'regrades', 'outbox'];

let database: TestDatabase;
let api: Api;
let worker: TestWorker;
let content: ContentCopy;
const said: string[] = [];
beforeAll(async () => {
  database = await aDatabase();
  content = await copyOfSmallContent();
  api = await Api.start(database.url);
  worker = aWorker(database.url);
});
beforeEach(() => {
  vi.stubEnv('DATABASE_URL', database.url);
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  said.splice(0);
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await worker?.stop();
  await api?.stop();
  await content?.remove();
  await database?.drop();
});

async function submit(cookie: string, overlay: string): Promise<string> {
  const files = { [VIEWS]: await content.text(`exercises/greeting/${overlay}/${VIEWS}`) };
  const sent = await api
    .call('post', '/submissions', cookie)
    .send({ exercise: 'greeting', files })
    .expect(202);
  await expect.poll(() => outcomeOf(cookie, sent.body.id as string), { timeout: 60_000 }).not.toBeNull();
  return sent.body.id as string;
}
const outcomeOf = async (cookie: string, id: string) =>
  (await api.call('get', `/submissions/${id}`, cookie).expect(200)).body.outcome as string | null;

const ran = async (query: string) => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(query);
    return rows[0]!.count;
  } finally {
    await client.end();
  }
};
const counts = () => Promise.all(COUNTED.map((table) => ran(`SELECT count(*)::int AS count FROM ${table}`)));
const waiting = () => ran(`SELECT count(*)::int AS count FROM runs WHERE status IN ('queued', 'running')`);
const passed = async (cookie: string) =>
  ((await api.call('get', '/me/progress', cookie).expect(200)).body.skills as { passed: string[] }[]).flatMap(
    (skill) => skill.passed,
  );

async function load(): Promise<void> {
  expect([await loadCommand([content.root]), said]).toEqual([0, said]);
  said.splice(0);
}
async function rerun(...args: string[]): Promise<string> {
  said.splice(0);
  expect([await gradeCommand(['rerun', ...args]), said]).toEqual([0, said]);
  return said.join('\n');
}

describe('npm run grade -- rerun', () => {
  let right: { cookie: string; id: string };
  let wrong: { cookie: string; id: string };

  it('finds nothing while checks and engine are the same', async () => {
    await load();
    const [one, other] = [await api.aLearner(), await api.aLearner()];
    right = { cookie: one, id: await submit(one, 'solution') };
    wrong = { cookie: other, id: await submit(other, 'wrong/no-escape') };
    expect([await outcomeOf(one, right.id), await outcomeOf(other, wrong.id)]).toEqual(['passed', 'failed']);
    expect(await rerun()).toMatch(/^2 submissions were graded again, 0 differ\.\n\nNothing was changed/);
  });

  it('shows who gains by a change of checks and changes nothing, until it is applied', async () => {
    await content.replace(CHECKS, '"<b>" not in self.page(name="<b>")', 'self.page(name="<b>") != ""');
    await load();
    const before = await counts();
    const json = path.join(content.root, 'rerun.json');
    const text = await rerun('--exercise', 'greeting', '--since', '2026-01-01', '--json', json);
    expect(text).toMatch(
      /2 submissions were graded again, 1 differ\.\n\ngreeting {2}\w{12} → \w{12}\n {2}failed → passed {2}1\n/,
    );
    expect(text).toContain(wrong.id);
    expect(await counts()).toEqual(before);
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      lookedAt: 2,
      queued: null,
      differences: [{ submissionId: wrong.id, from: { outcome: 'failed' }, to: { outcome: 'passed' } }],
    });

    expect(await rerun('--apply')).toContain('1 put in line');
    await expect.poll(() => outcomeOf(wrong.cookie, wrong.id), { timeout: 60_000 }).toBe('passed');
    expect(await passed(wrong.cookie)).toContain('greeting');
    expect(await rerun()).toContain('0 differ.');
  });

  it('takes nothing away when checks become harder than those that were passed', async () => {
    await content.replace(CHECKS, '"stranger" in self.page() and', '"Good day" in self.page() and');
    await load();
    expect(await rerun('--apply')).toMatch(
      /2 differ\.[\s\S]*passed → failed {2}1[\s\S]*passed → failed {2}1[\s\S]*\n2 put in line\./,
    );
    await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
    for (const { cookie, id } of [right, wrong]) {
      expect(await outcomeOf(cookie, id)).toBe('passed');
      expect(await passed(cookie)).toContain('greeting');
    }
    // Known by now: the difference stays, and asking again would change nothing.
    expect(await rerun('--apply')).toMatch(/2 differ\.[\s\S]*\n0 put in line, 2 known already\./);
  });

  it('answers 2 for a filter that is none', async () => {
    expect(await gradeCommand(['rerun', '--since', 'yesterday-ish'])).toBe(2);
    expect(await gradeCommand(['rerun', '--exercise', '../x'])).toBe(2);
    expect(await gradeCommand(['rerun', '--loud'])).toBe(2);
  });
});
