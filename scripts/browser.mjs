/** A Chromium for the browser tests: the one named, an installed one, the distribution's, or Playwright's. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { step } from './progress.mjs';
import { onPath, root, run } from './run.mjs';

/** The shell is the same engine without windows, and takes half of the processor's time. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];
const APT_MS = 240_000;
const DOWNLOAD_MS = 180_000;

/** Ubuntu's package of the name is a door to a snap, which a container does not have: only a browser that runs counts. */
const runs = (file) =>
  spawnSync(file, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

async function downloaded() {
  if (!existsSync(path.join(root, 'node_modules/@playwright/test'))) return undefined;
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

export async function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return runs(named) ? named : undefined;
  for (const name of NAMES) {
    const file = onPath(name);
    if (file && runs(file)) return file;
  }
  const own = await downloaded();
  return own && runs(own) ? own : undefined;
}

/** Finds a browser or installs one; undefined when this machine cannot have any. */
export async function installBrowser() {
  const present = await findBrowser();
  if (present || process.env.CHROMIUM_PATH) return present;
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    await step('Installing Chromium for the browser tests', async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-q'], { env, timeoutMs: APT_MS });
      for (const name of ['chromium-headless-shell', 'chromium']) {
        const args = ['install', '-q', '-y', '--no-install-recommends', name];
        const { code } = await run('apt-get', args, { env, timeoutMs: APT_MS });
        if (code === 0) break;
      }
    });
    const installed = await findBrowser();
    if (installed) return installed;
  }
  await step('Downloading Chromium for the browser tests', () =>
    run('playwright', ['install', 'chromium-headless-shell'], { timeoutMs: DOWNLOAD_MS }),
  );
  return findBrowser();
}
