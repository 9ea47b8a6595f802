/** Keeping a service alive: started again after a crash, later each time, and given up when that does not help. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { leash } from './leash.mjs';
import { preloaded, root } from './run.mjs';
import { Trouble, tail } from './trouble.mjs';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const WINDOW_MS = 5 * 60_000;
const MOST_CRASHES = 8;
/** EX_CONFIG of sysexits.h: a setting is wrong, so starting again changes nothing. */
const WRONG_SETTING = 78;
const LOG_BYTES = 10_000_000;

/**
 * `launch` starts the service and gives { ended, stop(), lastWords() }. Returns { stop(), failed }: `failed` rejects when the
 * service is given up and never settles otherwise.
 */
export async function supervise(name, launch) {
  let crashes = [];
  let stopping = false;
  let timer;
  let current = await launch();
  let giveUp;
  const failed = new Promise((_resolve, reject) => {
    giveUp = reject;
  });
  failed.catch(() => {}); // looked at by whoever waits for it

  const watch = async () => {
    const { code, signal } = await current.ended;
    if (stopping) return;
    const now = Date.now();
    crashes = [...crashes.filter((at) => at > now - WINDOW_MS), now];
    const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
    const words = current.lastWords();
    if (code === WRONG_SETTING) return giveUp(new Trouble(words || `The ${name} refused its settings.`));
    if (crashes.length > MOST_CRASHES) {
      return giveUp(
        new Trouble(
          `The ${name} ${how}, for the ${crashes.length}th time in a few minutes. Its last words:\n${words}`,
          'npm run doctor shows what this machine has.',
        ),
      );
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (crashes.length - 1), LONGEST_PAUSE_MS);
    console.error(
      `The ${name} ${how}; it is started again in ${pause / 1000} s.${words ? ` Its last words:\n${tail(words, 5)}` : ''}`,
    );
    timer = setTimeout(() => void again(), pause);
  };
  const again = async () => {
    try {
      current = await launch();
      if (stopping) await current.stop();
      void watch();
    } catch (error) {
      giveUp(error);
    }
  };
  void watch();
  return {
    failed,
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await current.stop();
    },
  };
}

/** A log file that keeps its last two portions. */
function logFile(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  let written = 0;
  try {
    written = statSync(file).size;
  } catch {
    // the first time
  }
  const open = () => createWriteStream(file, { flags: 'a' }).on('error', () => {}); // a full disk must not end the server
  let stream = open();
  return (line) => {
    written += line.length + 1;
    if (written > LOG_BYTES) {
      stream.end();
      renameSync(file, `${file}.1`);
      stream = open();
      written = line.length + 1;
    }
    stream.write(`${line}\n`);
  };
}

/** What of a log line a person at the terminal should see: warnings and worse, and whatever is not a log line. */
function readable(name, line) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    return line.trim() ? `${name}: ${line}` : undefined;
  }
  if (!(entry?.level >= 40)) return undefined;
  return `${name}: ${[entry.msg, entry.err?.message].filter((part, index, all) => part && all.indexOf(part) === index).join(': ')}`;
}

/** One of our Node processes, as `supervise` wants it. Everything it says goes to `<logs>/<name>.log`. */
export function launchNode(name, script, { env, logs, verbose }) {
  // Detached: Ctrl+C reaches this process only, which then ends its children in order.
  const child = spawn(process.execPath, [...preloaded, path.join(root, script)], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid) leash(child);
  const write = logFile(path.join(logs, `${name}.log`));
  let words = [];
  const hear = (line) => {
    write(line);
    const shown = verbose ? line : readable(name, line);
    if (!shown) return;
    const repeated = shown === words.at(-1);
    words = [...words, shown].slice(-30);
    if (!repeated || verbose) console.error(shown);
  };
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop();
      for (const line of lines) hear(line);
    });
  }
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
  };
  return Promise.resolve({ ended, stop, lastWords: () => words.join('\n') });
}
