import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';
import { freePort } from './scripts/postgres.mjs';

// Read again by every worker, so the first to read it decides for all.
process.env.FRETBOARD_BROWSER_PORT ??= String(await freePort());
process.env.FRETBOARD_BROWSER_DATA ??= mkdtempSync(path.join(tmpdir(), 'fretboard-browser-'));
const port = process.env.FRETBOARD_BROWSER_PORT;
const executablePath = await findBrowser();

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  // A page that was lost once on a crowded machine counts as flaky in the report; one that is lost twice has a fault.
  retries: 1,
  globalTimeout: 12 * 60_000, // a site that does not answer must not hold up the rest for long
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    // Recording a trace takes as long again, kept or not. To see a failure: `npx playwright test --trace on <file>`.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox', // as root Chromium refuses its own; the pages are ours
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node test/serve.mjs',
    url: `http://127.0.0.1:${port}/health/ready`,
    env: { PORT: port, SERVE_DATA_DIR: process.env.FRETBOARD_BROWSER_DATA },
    timeout: 180_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
