/** The settings the start script itself acts on; each process checks its own again. */
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './postgres.mjs';
import { root } from './run.mjs';
import { Trouble, explain } from './trouble.mjs';

/** What the database needs to go on safely. */
const LEAST_FREE_BYTES = 200 * 1024 ** 2;

export function readSettings(env = process.env) {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Trouble(
      `PORT is "${env.PORT}", which is not a port.`,
      'Give a number from 1 to 65535, for example PORT=3001 npm start',
    );
  }
  const host = env.HOST || '127.0.0.1';
  return {
    port,
    host,
    dataDir: path.resolve(root, env.DATA_DIR || '.data'),
    databaseUrl: env.DATABASE_URL || undefined,
    redisUrl: env.REDIS_URL || undefined,
    /** Sample people only where nobody else can come in and nothing of anyone's is kept. */
    withDemo: !env.DATABASE_URL && !env.HOST,
  };
}

/** Makes the data folder and sees that it can be written and has room. */
export function openDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw (
      explain(error, `opening the data folder ${dataDir}`) ??
      new Trouble(
        `The data folder ${dataDir} cannot be used: ${error.message}`,
        'Set DATA_DIR to a folder that can be written.',
      )
    );
  }
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize < LEAST_FREE_BYTES) {
    throw new Trouble(
      `The disk of ${dataDir} is full: ${Math.round((bavail * bsize) / 1024 ** 2)} MB are left, and the database needs at least ${LEAST_FREE_BYTES / 1024 ** 2} MB.`,
      'Free some space, or set DATA_DIR to a folder on another disk.',
    );
  }
}

const listens = (port, host) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });

/** The port to use, or why it cannot be. `patience`: a copy that was killed may need a moment to let go of it. */
export async function claimPort({ port, host }, patience = 0) {
  if (port === 0) return freePort();
  const deadline = Date.now() + patience;
  for (;;) {
    const error = await listens(port, host);
    if (!error) return port;
    if (error.code !== 'EADDRINUSE' || Date.now() > deadline) throw portTrouble(error, port, host);
    await sleep(200);
  }
}

function portTrouble(error, port, host) {
  if (error.code === 'EADDRINUSE') {
    return new Trouble(
      `Port ${port} on ${host} is used by another program.`,
      `Stop that program, or choose another port: PORT=${port + 1} npm start`,
    );
  }
  if (error.code === 'EACCES') {
    return new Trouble(
      `This account may not listen on port ${port}.`,
      'Choose a port above 1023, for example PORT=3000 npm start',
    );
  }
  return new Trouble(
    `HOST is "${host}", which is not an address of this machine (${error.code}).`,
    'Leave HOST out for this machine alone, or set HOST=0.0.0.0 for all addresses.',
  );
}

/** Sees that the services a person named are there, so that the reason is said once and plainly. */
export async function checkServices({ databaseUrl, redisUrl }) {
  if (databaseUrl) {
    const { default: pg } = await import('pg');
    let client;
    try {
      client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
      await client.connect();
    } catch (error) {
      throw new Trouble(
        `The PostgreSQL of DATABASE_URL cannot be used: ${error.message || error.code}.`,
        'Correct DATABASE_URL or start that server; without DATABASE_URL Fretboard runs its own.',
      );
    } finally {
      await client?.end().catch(() => {});
    }
  }
  if (redisUrl) await checkRedis(redisUrl);
}

async function checkRedis(redisUrl) {
  let address;
  try {
    address = new URL(redisUrl);
  } catch {
    throw new Trouble(
      'REDIS_URL is not an address.',
      'Write it as redis://host:6379, or leave it out: jobs then wait in PostgreSQL.',
    );
  }
  const error = await new Promise((resolve) => {
    const socket = net.connect(Number(address.port || 6379), address.hostname.replace(/^\[|\]$/g, ''));
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer within 10 s')));
    socket.once('error', resolve).once('connect', () => (socket.destroy(), resolve(undefined)));
  });
  if (error) {
    throw new Trouble(
      `The Redis of REDIS_URL does not answer at ${address.host}: ${error.message || error.code}.`,
      'Correct REDIS_URL or start that server; without REDIS_URL jobs wait in PostgreSQL.',
    );
  }
}
