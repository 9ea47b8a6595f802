/**
 * `npm run dev`: as `npm start`, and each saved file is seen: the compiler watches the server, which starts again, and Vite serves
 * the pages with hot replacement. The database and its content are those of `npm start`.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from './build.mjs';
import { leash } from './leash.mjs';
import { continueInPinnedNode, installPackages, requireNode, whenOrphaned } from './packages.mjs';
import { ourEnvironment, root, run } from './run.mjs';
import { installOtherRuntimes, installStandardRuntime } from './runtimes.mjs';
import { claimPort, openDataDir, readSettings } from './settings.mjs';
import { startPostgres } from './postgres.mjs';
import { tryLock } from './lock.mjs';
import { Trouble, report } from './trouble.mjs';

const children = [];
let stopDatabase = () => Promise.resolve();
let ending;

function leave(code) {
  ending ??= (async () => {
    const alive = children.filter((child) => child.exitCode === null && child.signalCode === null);
    await Promise.all(
      alive.map((child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGTERM'))),
    );
    await stopDatabase();
    process.exit(code);
  })();
  return ending;
}

function keep(name, command, args, env) {
  const child = spawn(command, args, {
    cwd: root,
    env: ourEnvironment(env),
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  leash(child);
  children.push(child);
  child.once('exit', (code) => {
    if (ending) return;
    console.error(`${name} ended with ${code}.`);
    void leave(1);
  });
}

async function main() {
  requireNode();
  await installPackages();
  await continueInPinnedNode();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void leave(0));
  whenOrphaned(() => void leave(0));
  const settings = readSettings();
  openDataDir(settings.dataDir);
  const lock = tryLock(path.join(settings.dataDir, 'fretboard.lock'));
  if (lock.holder)
    throw new Trouble(
      'Fretboard is already running with this data folder.',
      'Stop it with Ctrl+C, or set DATA_DIR to another folder.',
    );
  process.once('exit', lock.release);
  const port = await claimPort(settings);
  await Promise.all([
    build(),
    installStandardRuntime(settings.dataDir).then(() => installOtherRuntimes(settings.dataDir)),
  ]);

  let databaseUrl = settings.databaseUrl;
  if (!databaseUrl) {
    const server = await startPostgres({ dataDir: path.join(settings.dataDir, 'postgres'), takeOver: true });
    ({ url: databaseUrl } = server);
    stopDatabase = () => server.stop();
  }
  lock.note({ databaseUrl });
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL || 'http://127.0.0.1:5173',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  };
  const prepared = await run(
    process.execPath,
    ['dist/apps/cli/src/main.js', 'admin', 'prepare', ...(settings.withDemo ? ['--demo'] : [])],
    { env: ourEnvironment(env) },
  );
  console.log(prepared.output.trimEnd());
  if (prepared.code !== 0) return leave(1);
  const watched = (door) => [
    '--watch',
    '--watch-preserve-output',
    '--enable-source-maps',
    `dist/apps/${door}/src/main.js`,
  ];
  keep('The compiler', 'tsc', ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], env);
  keep('The api', process.execPath, watched('api'), env);
  keep('The worker', process.execPath, watched('worker'), env);
  keep('The pages', 'vite', ['apps/web', '--host', '127.0.0.1'], env);
}

try {
  await main();
} catch (error) {
  report(error);
  await leave(1);
}
