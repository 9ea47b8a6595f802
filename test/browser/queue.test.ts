import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import pg from 'pg';
import { violations } from './axe.js';
import { haveAccount, open, watch } from './learner.js';

const dataDir = process.env.FRETBOARD_BROWSER_DATA ?? '';
const json = (file: string) => JSON.parse(readFileSync(path.join(dataDir, file), 'utf8')) as unknown;

/** Signs in as the steward that a fresh Fretboard has to look around with. */
async function beSteward(page: Page): Promise<void> {
  const people = json('demo-people.json') as { role: string; email: string; password: string }[];
  const { email, password } = people.find(({ role }) => role === 'steward')!;
  const origin = new URL((await page.request.get('/robots.txt')).url()).origin;
  const answer = await page.request.post('/api/v1/session', {
    data: { email, password },
    headers: { origin },
  });
  expect(answer.ok()).toBe(true);
}

/** Asks the database of the Fretboard under test. */
async function query<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
  const { databaseUrl } = json('fretboard.lock') as { databaseUrl: string };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const PARKED = 'infrastructure: parked by a test';

/** A hand-in whose run broke for good, as test/journeys/queue.test.ts makes one by killing its workers. */
async function parkOne(page: Page): Promise<string> {
  await haveAccount(page);
  const origin = new URL((await page.request.get('/robots.txt')).url()).origin;
  const made = await page.request.post('/api/v1/submissions', {
    data: { exercise: 'first-view', files: { 'hello/views.py': '' } },
    headers: { origin },
  });
  const { id } = (await made.json()) as { id: string };
  const ended = async () =>
    ((await (await page.request.get(`/api/v1/submissions/${id}`)).json()) as { status: string }).status;
  await expect.poll(ended, { timeout: 30_000 }).toBe('done');
  // What an earlier try of these tests has left would be one too many.
  await query('DELETE FROM incidents WHERE detail = $1', [PARKED]);
  await query(
    // One hand-in in a hundred is graded once more to see that the result is the same; that is a run of its own.
    `INSERT INTO incidents (run_id, kind, detail)
     SELECT id, 'parked', $2 FROM runs WHERE submission_id = $1 AND purpose = 'grade'`,
    [id, PARKED],
  );
  return id;
}

// Without motion, or a colour would be measured on its way to the next.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('nothing that was handed in until now broke for good', async () => {
  const sql = `SELECT kind, detail, runs.* FROM incidents JOIN runs ON runs.id = run_id WHERE detail <> $1`;
  expect(await query(sql, [PARKED])).toEqual([]);
});

test('a steward tries a parked run again with the keyboard, and it is on record', async ({ page }) => {
  const submission = await parkOne(page);
  const mine = await page.context().cookies();
  await page.context().clearCookies();
  await beSteward(page);
  const trouble = await watch(page);
  await open(page, '/admin/queue');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Queue');
  await expect(
    page.getByRole('region', { name: 'Table of workers' }).getByText(/^(ready|grading)$/),
  ).toBeVisible();
  expect(trouble).toEqual({ csp: [], mismatches: [], errors: [] });

  const retry = page.getByRole('button', { name: /^Try again first-view/ });
  await retry.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('first-view: tried again.')).toBeFocused();
  await expect(page.getByText('Nothing is parked and no audit differs')).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Record' }).getByText(/tried again by steward@/),
  ).toBeVisible();

  await page.context().clearCookies();
  await page.context().addCookies(mine);
  const again = async () =>
    ((await (await page.request.get(`/api/v1/submissions/${submission}`)).json()) as { outcome: string })
      .outcome;
  await expect.poll(again, { timeout: 30_000 }).toMatch(/^(failed|errored)$/);
});

test('the queue of a steward is accessible, fits and says when it cannot be renewed', async ({ page }) => {
  await parkOne(page);
  await page.context().clearCookies();
  await beSteward(page);
  await open(page, '/admin/queue');
  await expect(page.getByText('parked', { exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways, `sideways scroll at ${width} px`).toBe(0);
  }
  expect(await violations(page)).toEqual([]);
  await page.context().setOffline(true);
  await expect(page.getByRole('main').getByText(/Try again when it is back/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByText('parked', { exact: true })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('main').getByText(/Try again when it is back/)).toBeHidden({ timeout: 20_000 });
  await page.getByRole('button', { name: /^Withdraw first-view/ }).click();
  await expect(page.getByText('first-view: withdrawn.')).toBeVisible();
});

test('the queue of a steward is forbidden for a learner', async ({ page }) => {
  await haveAccount(page);
  await open(page, '/admin/queue');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'This needs a role or scope you do not have',
  );
  await expect(page.getByRole('link', { name: 'Queue' })).toHaveCount(0);
});
