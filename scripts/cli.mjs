/**
 * `npm run content|grade|admin -- …`: builds when a source has changed and runs the command. What needs a database and
 * is not told which (DATABASE_URL) gets the one of a running `npm start`, or the embedded one for as long as it runs.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from './build.mjs';
import { holderOf, tryLock } from './lock.mjs';
import { continueInPinnedNode, installPackages, requireNode } from './packages.mjs';
import { preloaded, root } from './run.mjs';
import { report } from './trouble.mjs';

async function withDatabase(env, dataDir, work) {
  const running = holderOf(path.join(dataDir, 'fretboard.lock'));
  if (running?.databaseUrl) return work({ ...env, DATABASE_URL: running.databaseUrl });
  const { openDataDir } = await import('./settings.mjs');
  const { startPostgres } = await import('./postgres.mjs');
  openDataDir(dataDir);
  const { release } = tryLock(path.join(dataDir, 'fretboard.lock'));
  const server = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), takeOver: Boolean(release) });
  try {
    return await work({ ...env, DATABASE_URL: server.url });
  } finally {
    await server.stop();
    release?.();
  }
}

const execute = (args) => (env) =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [...preloaded, path.join(root, 'dist/apps/cli/src/main.js'), ...args],
      { stdio: 'inherit', env },
    );
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });

try {
  requireNode();
  await installPackages();
  await continueInPinnedNode();
  await build();
  const args = process.argv.slice(2);
  const dataDir = path.resolve(root, process.env.DATA_DIR || '.data');
  const env = { ...process.env, DATA_DIR: dataDir };
  const asksOnly = args.length < 2 || args.includes('--help');
  const usesDatabase = args[0] === 'admin' || (args[0] === 'grade' && args[1] === 'rerun');
  const needsDatabase = usesDatabase && !env.DATABASE_URL && !asksOnly;
  process.exitCode = await (needsDatabase ? withDatabase(env, dataDir, execute(args)) : execute(args)(env));
} catch (error) {
  process.exitCode = report(error);
}
