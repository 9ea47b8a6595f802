/** The Node packages of the lock file, and the change to the Node among them. */
import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { step } from './progress.mjs';
import { onPath, pinnedNode, root, run } from './run.mjs';
import { Trouble, explain } from './trouble.mjs';

const OLDEST = [20, 19];
/** Older ones lack what the test runner and the logger use. Only where the lock file brings no Node of its own. */
const OLDEST_WITHOUT_PIN = [22, 12];

/** When the first of two processes began, if this is the second; not for our children, who decide for themselves. */
const continued = Number(process.env.FRETBOARD_CONTINUED);
delete process.env.FRETBOARD_CONTINUED;
export const beganAt = continued || Date.now();

const atLeast = ([major, minor]) => {
  const [a, b] = process.versions.node.split('.').map(Number);
  return a > major || (a === major && b >= minor);
};

export function requireNode() {
  if (atLeast(OLDEST)) return;
  throw new Trouble(
    `Fretboard needs Node ${OLDEST.join('.')} or newer; this is ${process.version}.`,
    'Install a current Node (https://nodejs.org, or nvm install --lts), then start again.',
  );
}

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
};

/**
 * Whether node_modules is what the lock file says, by npm's own record, which it writes last. So an interrupted install
 * counts as none, and one made by hand with `npm install` counts.
 */
export function packagesAreInstalled() {
  const wanted = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  if (!wanted)
    throw new Trouble('package-lock.json cannot be read.', 'Restore it: git checkout package-lock.json');
  if (!present) return false;
  return Object.entries(wanted).every(
    ([place, { version, optional, link }]) =>
      place === '' || link || (present[place] ? present[place].version === version : optional),
  );
}

/** npm ends a refusal with a page of usage; the reason stands first. */
const reasonOf = (output) => {
  const errors = output.split('\n').filter((line) => /^npm err/i.test(line));
  return (errors.length ? errors : output.split('\n')).slice(0, 12).join('\n');
};

export async function installPackages() {
  if (packagesAreInstalled()) return;
  const npm = process.env.npm_execpath ?? onPath('npm');
  if (!npm) {
    throw new Trouble(
      'npm was not found.',
      'Install npm (it comes with Node; Debian: apt-get install npm), then start again.',
    );
  }
  const command = npm.endsWith('.js') || npm.endsWith('.cjs') ? [process.execPath, npm] : [npm];
  const args = [...command.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await step('Installing the Node packages (first time: about a minute)', () =>
    run(command[0], args, { env: { ...process.env, npm_config_update_notifier: 'false' } }),
  );
  if (code === 0) return;
  throw (
    explain(output, 'installing the Node packages') ??
    new Trouble(
      `npm ci could not install the Node packages:\n${reasonOf(output)}`,
      'Correct what npm names above, then start again.',
    )
  );
}

/**
 * Goes on in the Node of this repository: returns at once in that Node, otherwise starts the same script in it, waits, and
 * ends with its exit code. Signals are passed on; if we are killed the child sees that its parent is gone.
 */
export async function continueInPinnedNode() {
  const pinned = pinnedNode();
  if (continued || !pinned) {
    if (!pinned && !atLeast(OLDEST_WITHOUT_PIN)) {
      throw new Trouble(
        `On this kind of machine (${process.platform}-${process.arch}) Fretboard needs Node ${OLDEST_WITHOUT_PIN.join('.')} or newer; this is ${process.version}.`,
        'Install a current Node (https://nodejs.org), then start again.',
      );
    }
    return;
  }
  if (process.execPath === realpathSync(pinned)) return;
  const child = spawn(pinned, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, FRETBOARD_CONTINUED: String(beganAt) },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenOrphaned(() => child.kill('SIGTERM'));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => resolve(status ?? (signal === 'SIGKILL' ? 137 : 1)));
  });
  process.exit(code);
}

/** The name and the parent of a process, from the kernel. */
function kin(pid) {
  try {
    const [, name, rest] = /\((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return { name, parent: Number(rest.split(' ')[1]) };
  } catch {
    return {};
  }
}

/**
 * Calls `leave` when npm, or the first of our two processes, is gone. A signal to npm ends npm and does not reach us. Some
 * shells stay between npm and us; then the shell's parent is watched too. Without npm nothing is watched: a server
 * started with nohup outlives its terminal.
 */
export function whenOrphaned(leave) {
  if (!continued && !process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const above = kin(parent);
  const behindShell = /^(sh|dash|bash|ash|busybox)$/.test(above.name);
  const timer = setInterval(() => {
    if (process.ppid === parent && (!behindShell || kin(parent).parent === above.parent)) return;
    clearInterval(timer);
    leave();
  }, 300);
  timer.unref();
}
