/** `npm test`: sets up what the checks need on a fresh clone, then does what `npm run check` does, all of it. */
import path from 'node:path';
import { installBrowser } from './browser.mjs';
import { check, readArguments } from './check.mjs';
import { beganAt, continueInPinnedNode, installPackages, requireNode, whenOrphaned } from './packages.mjs';
import { seconds } from './progress.mjs';
import { root } from './run.mjs';
import { Trouble, report } from './trouble.mjs';

async function setUp() {
  const { openDataDir } = await import('./settings.mjs');
  const { installOtherRuntimes, installStandardRuntime } = await import('./runtimes.mjs');
  const { installRedis } = await import('./redis.mjs');
  const { installNetworkTools } = await import('./network.mjs');
  const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');
  openDataDir(dataDir);
  const runtimes = async () => {
    await installStandardRuntime(dataDir);
    await installOtherRuntimes(dataDir);
  };
  // What cannot be had here is said, and counted, by the step that needs it. The distribution installs one at a time.
  const programs = async () => {
    await installBrowser();
    await installRedis();
    await installNetworkTools();
  };
  await Promise.all([runtimes(), programs()]);
}

try {
  requireNode();
  const asked = readArguments(process.argv.slice(2));
  if (asked) {
    await installPackages();
    await continueInPinnedNode();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
    whenOrphaned(() => process.exit(130));
    await setUp();
    console.log(`Set up in ${seconds(Date.now() - beganAt)}.`);
    process.exitCode = await check({ ...asked, fresh: true });
  }
} catch (error) {
  process.exitCode = report(error);
  if (error instanceof Trouble) console.log('\n0 passed, 1 failed, 0 skipped');
}
