/**
 * `npm run shots`: pictures of each page at 1280 and 390 px, light and dark, in shots/. Uses the Fretboard at SHOTS_URL, or
 * runs one of its own. `--readme` also renews the pictures that the README and link previews show.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { findBrowser } from './browser.mjs';
import { continueInPinnedNode } from './packages.mjs';
import { freePort } from './postgres.mjs';
import { root } from './run.mjs';

await continueInPinnedNode();
const { chromium } = await import('@playwright/test');

const PAGES = [
  ['home', '/'],
  ['sign-up', '/sign-up'],
  ['sign-in', '/sign-in'],
  ['skills-map', '/skills'],
  ['skills-map-selected', '/skills?path=job-ready&skill=query-performance'],
  ['skills-area', '/skills?area=models'],
  ['skills-list', '/skills?view=list'],
  ['skill', '/skills/query-performance'],
  ['exercises', '/exercises'],
  ['exercise', '/exercises/book-list-n-plus-one'],
  ['problems', '/problems'],
  ['not-found', '/nowhere'],
  ['dashboard', '/dashboard', 'learner'],
  ['progress', '/progress', 'learner'],
  ['account', '/account', 'learner'],
  ['forbidden', '/admin/people', 'learner'],
  ['exercise-signed-in', '/exercises/first-view', 'learner'],
  ['people', '/admin/people', 'steward'],
  ['queue', '/admin/queue', 'steward'],
];
const README = path.join(root, 'docs/images');

/** Starts a Fretboard with an empty database; resolves with its address and sample people once it says that it is ready. */
async function serve() {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(root, 'test/serve.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const people = new Map();
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    const [, role, email, password] = /^ {2}(\w+)\s+(\S+@\S+)\s+(\S+)$/.exec(line) ?? [];
    if (role) people.set(role, { email, password });
    if (line.startsWith('Ctrl+C')) break;
  }
  const stop = () => new Promise((resolve) => child.once('exit', resolve) && child.kill('SIGTERM'));
  return { url: `http://127.0.0.1:${port}`, people, stop };
}

/** An already running one: sample people from SHOTS_PEOPLE, JSON such as {"learner": {"email": …, "password": …}}. */
const running = (url) => ({
  url,
  people: new Map(Object.entries(JSON.parse(process.env.SHOTS_PEOPLE ?? '{}'))),
  stop: async () => {},
});

async function enter(context, site, role) {
  if (!role) return true;
  const person = site.people.get(role);
  if (!person) return false;
  const answer = await context.request.post(`${site.url}/api/v1/session`, {
    data: person,
    headers: { origin: site.url },
  });
  return answer.ok();
}

async function settle(page, url) {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForFunction(() => 'ready' in document.documentElement.dataset);
  await page.waitForTimeout(250);
}

async function shootAll(browser, site) {
  const folder = path.join(root, 'shots');
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 390]) {
      const viewport = { width, height: width === 390 ? 844 : 800 };
      for (const [name, address, role] of PAGES) {
        const context = await browser.newContext({ viewport, colorScheme });
        if (await enter(context, site, role)) {
          const page = await context.newPage();
          await settle(page, site.url + address);
          await page.screenshot({
            path: path.join(folder, `${name}-${width}-${colorScheme}.png`),
            fullPage: true,
          });
        } else console.log(`${name} was left out: no ${role} to sign in as.`);
        await context.close();
      }
    }
  }
  console.log(`The pictures are in ${folder}.`);
}

/** A verdict worth showing: the starter of an exercise, handed in as it is. */
async function shootExercise(page, site) {
  await settle(page, `${site.url}/exercises/book-list-n-plus-one`);
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  await page.locator('strong', { hasText: 'Not passed yet' }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: path.join(README, 'exercise.png') });
}

async function shootReadme(browser, site) {
  mkdirSync(README, { recursive: true });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  const page = await context.newPage();
  await settle(page, site.url);
  await page.getByText('I did the Django tutorial').click();
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(README, 'home.png') });
  await page.setViewportSize({ width: 1200, height: 630 });
  await page.screenshot({ path: path.join(root, 'apps/web/public/preview.png') });
  await page.setViewportSize({ width: 1280, height: 800 });
  await settle(page, `${site.url}/skills?skill=query-performance`);
  await page.screenshot({ path: path.join(README, 'skills.png') });
  if (await enter(context, site, 'learner')) await shootExercise(page, site);
  await context.close();
  console.log(
    `The README's pictures are in ${README}; ${readFileSync(path.join(README, 'home.png')).length} bytes the first.`,
  );
}

const site = process.env.SHOTS_URL ? running(process.env.SHOTS_URL) : await serve();
const executablePath = await findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
});
try {
  if (process.argv.includes('--readme')) await shootReadme(browser, site);
  else await shootAll(browser, site);
} finally {
  await browser.close();
  await site.stop();
}
