/**
 * `npm start`: installs what is missing, builds what has changed, and runs Fretboard until it is told to stop. Plain Node
 * without packages, because it runs before there are any.
 */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLock } from './lock.mjs';
import { beganAt, continueInPinnedNode, installPackages, requireNode, whenOrphaned } from './packages.mjs';
import { seconds, step } from './progress.mjs';
import { preloaded, run } from './run.mjs';
import { Trouble, explain, report, tail } from './trouble.mjs';

const READY_MS = 90_000;
/** A copy that was killed needs this long at most before its children have let go of the port. */
const LETTING_GO_MS = 12_000;
/** What has to be ended, the last started first. */
const running = [];
/** Each rejects when its service is given up. */
const failures = [];
let ending;

/** Ends everything in order, the database last, and then this process. */
function leave(code) {
  ending ??= (async () => {
    for (const stop of running.toReversed()) {
      await stop().catch((error) => console.error(`While stopping: ${error.message}`));
    }
    process.exit(code);
  })();
  return ending;
}

/** Starts a service and remembers how to end it, also when we were told to stop while it was starting. */
async function keep(name, launch) {
  const { supervise } = await import('./supervise.mjs');
  const service = await supervise(name, launch);
  if (ending) await service.stop();
  running.push(service.stop);
  failures.push(service.failed);
}

function takeDataDir(dataDir, url) {
  const file = path.join(dataDir, 'fretboard.lock');
  const { holder, ...lock } = tryLock(file, { url });
  if (holder) {
    throw new Trouble(
      `Fretboard is already running with this data folder${holder.url ? `, at ${holder.url}` : ''}${holder.pid ? ` (process ${holder.pid})` : ''}.`,
      'Stop it there with Ctrl+C, or give this one its own: DATA_DIR=/another/folder PORT=3001 npm start',
    );
  }
  process.once('exit', lock.release);
  return lock;
}

/** Gives the address of the database, starting our own when no other is named. */
async function openDatabase(settings) {
  if (settings.databaseUrl) return settings.databaseUrl;
  const { freePort, startPostgres } = await import('./postgres.mjs');
  const dataDir = path.join(settings.dataDir, 'postgres');
  let url;
  const port = await freePort(); // kept over a restart: the others have it in their settings
  await keep('database', async () => {
    const server = await startPostgres({ dataDir, port, takeOver: true });
    url = server.url;
    return server;
  });
  return url;
}

/** Runs one of our commands to its end and returns what it printed. */
async function command(title, args, env) {
  const { code, output, stdout } = await step(title, () =>
    run(process.execPath, [...preloaded, 'dist/apps/cli/src/main.js', ...args], { env }),
  );
  if (code === 0) return stdout;
  if (ending) await ending;
  throw (
    explain(/ENOSPC|No space left/.test(output) ? output : '', title) ??
    new Trouble(`${title} failed:\n${tail(output, 30)}`)
  );
}

async function whenReady(url) {
  const deadline = Date.now() + READY_MS;
  let last = 'no answer';
  while (Date.now() < deadline && !ending) {
    try {
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return await answer.json();
      last = `${answer.status} ${await answer.text()}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await sleep(60);
  }
  throw new Trouble(
    `Fretboard did not become ready within ${READY_MS / 1000} s (last answer: ${tail(last, 3)}).`,
    'The logs are in the data folder, under logs/; npm run doctor shows what this machine has.',
  );
}

/** The worker tells how it isolates soon after it has started. */
async function graderOf(url, first) {
  let state = first;
  for (let tries = 0; tries < 50 && !ending && !state.graders?.length; tries += 1) {
    await sleep(100);
    state = await fetch(`${url}/health/ready`).then(
      (answer) => answer.json(),
      () => state,
    );
  }
  return state.graders?.[0];
}

function announce({ url, people, grader, dataDir }) {
  const lines = ['', `Fretboard is ready: ${url}   (${seconds(Date.now() - beganAt)})`];
  if (people.length > 0) {
    const width = Math.max(...people.map(({ email }) => email.length));
    lines.push('', 'Sign in as one of the sample people:');
    for (const { role, email, password } of people)
      lines.push(`  ${role.padEnd(9)} ${email.padEnd(width)}  ${password}`);
  }
  if (grader?.mode)
    lines.push(
      '',
      `Submissions are graded in isolation mode ${grader.mode}; npm run doctor says what that means here.`,
    );
  else
    lines.push(
      '',
      `Submissions are NOT graded: ${grader?.reason ?? 'the worker has not reported yet; npm run doctor says why.'}`,
    );
  if (!process.env.SMTP_URL) {
    const mail = path.join(dataDir, 'mail');
    const here = path.relative('', mail);
    lines.push(
      `Letters, such as the one for a forgotten password, are files in ${here.startsWith('..') ? mail : here}.`,
    );
  }
  lines.push('', 'Ctrl+C stops everything.', '');
  console.log(lines.join('\n'));
}

/** Where a browser on this machine finds it. */
function addressOf(host, port) {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function main() {
  requireNode();
  await installPackages();
  await continueInPinnedNode();
  process.title = 'fretboard';
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void leave(0));
  whenOrphaned(() => void leave(0));

  const { readSettings, openDataDir, claimPort, checkServices } = await import('./settings.mjs');
  const settings = readSettings();
  openDataDir(settings.dataDir);
  const lock = takeDataDir(settings.dataDir, addressOf(settings.host, settings.port));
  const port = await claimPort(settings, lock.inherited ? LETTING_GO_MS : 0);
  const url = addressOf(settings.host, port);
  await checkServices(settings);

  const { build } = await import('./build.mjs');
  const { installOtherRuntimes, installStandardRuntime } = await import('./runtimes.mjs');
  const [databaseUrl] = await Promise.all([
    openDatabase(settings),
    build(),
    installStandardRuntime(settings.dataDir),
  ]);
  if (ending) return ending;
  lock.note({ url, databaseUrl });
  const otherRuntimes = installOtherRuntimes(settings.dataDir); // beside what follows; the worker alone waits for them

  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: settings.dataDir,
    HOST: settings.host,
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL || url,
  };
  const prepared = await command(
    'Preparing the database and the content',
    ['admin', 'prepare', ...(settings.withDemo ? ['--demo'] : [])],
    env,
  );
  if (ending) return ending;
  const { launchNode } = await import('./supervise.mjs');
  const how = { env, logs: path.join(settings.dataDir, 'logs'), verbose: Boolean(process.env.LOG_LEVEL) };
  for (const name of ['api', 'worker']) {
    if (name === 'worker') await otherRuntimes;
    await keep(name, () => launchNode(name, `dist/apps/${name}/src/main.js`, how));
  }
  const broken = Promise.race(failures);
  const state = await Promise.race([step('Waiting for the first answer', () => whenReady(url)), broken]);
  if (ending) return ending;
  const people = settings.withDemo ? peopleOf(prepared) : [];
  announce({ url, people, grader: await graderOf(url, state), dataDir: settings.dataDir });
  await broken;
}

const peopleOf = (printed) => {
  try {
    return JSON.parse(printed.trim().split('\n').at(-1));
  } catch {
    return [];
  }
};

try {
  await main();
} catch (error) {
  if (!ending) report(error);
  await leave(1);
}
