import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Arguments with which Node starts our built programs. */
export const preloaded = ['--import', path.join(root, 'scripts/preload.mjs')];

let pinned;
/**
 * The Node of this repository, which the lock file installs; undefined before the install and where it does not run (other
 * processors, a system with another C library).
 */
export function pinnedNode() {
  if (pinned) return pinned;
  const file = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(file) && spawnSync(file, ['--version'], { stdio: 'ignore' }).status === 0) pinned = file;
  return pinned;
}

/** The environment in which `node` and the installed commands are the ones of this repository. */
export function ourEnvironment(extra = {}) {
  const bins = [path.dirname(pinnedNode() ?? process.execPath), path.join(root, 'node_modules/.bin')];
  return {
    ...process.env,
    PATH: [...bins, process.env.PATH ?? '/usr/bin:/bin'].join(path.delimiter),
    ...extra,
  };
}

/**
 * Runs a command to its end and returns its exit code and everything it said; `onText` sees the text as it comes. Never
 * rejects: a command that cannot be started has code 127 and says why.
 */
export function run(command, args, { onText, timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: ourEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    let output = '';
    let stdout = '';
    const hear = (text, standard) => {
      output += text;
      if (standard) stdout += text;
      onText?.(text);
    };
    for (const stream of ['stdout', 'stderr']) {
      child[stream]?.setEncoding('utf8').on('data', (text) => hear(text, stream === 'stdout'));
    }
    const timer = timeoutMs && setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const end = (code, why = '') => {
      clearTimeout(timer);
      process.removeListener('exit', stop);
      resolve({ code, output: output + why, stdout });
    };
    const stop = () => child.kill('SIGTERM');
    process.once('exit', stop);
    child.once('error', (error) => end(127, `${command}: ${error.message}`));
    child.once('close', (code, signal) => end(code ?? 1, signal ? `\n(ended by ${signal})` : ''));
  });
}

/** The first of these commands on PATH. Links stay: some programs act by the name they are called. */
export function onPath(...names) {
  for (const name of names) {
    for (const dir of (process.env.PATH ?? '').split(path.delimiter)) {
      const file = path.join(dir || '.', name);
      if (existsSync(file)) return file;
    }
  }
  return undefined;
}
