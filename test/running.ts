import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = path.resolve(import.meta.dirname, '..');

/** An empty data folder that shares the installed Django runtimes, which take a while. */
export function aDataDir(): { dataDir: string; remove: () => void } {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'fretboard-journey-'));
  const runtimes = path.resolve(root, process.env.DATA_DIR || '.data', 'runtimes');
  mkdirSync(runtimes, { recursive: true });
  symlinkSync(runtimes, path.join(dataDir, 'runtimes'));
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

export interface Started {
  readonly process: ChildProcess;
  /** Everything printed so far. */
  said(): string;
  /** Waits until something is printed; fails when the process ends before. */
  says(pattern: RegExp, withinMs?: number): Promise<void>;
  /** Exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** Starts a command of the repository with only these settings of ours. */
export function start(command: string[], env: Record<string, string>): Started {
  const {
    HOST: _host,
    DATABASE_URL: _url,
    REDIS_URL: _redis,
    PORT: _port,
    LOG_LEVEL: _level,
    ...inherited
  } = process.env;
  const child = spawn(command[0]!, command.slice(1), {
    cwd: root,
    env: { ...inherited, ...env },
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code));
  });
  let over = false;
  void ended.then(() => (over = true));
  const says = async (pattern: RegExp, withinMs = 100_000) => {
    const deadline = Date.now() + withinMs;
    while (!pattern.test(text)) {
      if (over || Date.now() > deadline) throw new Error(`Never said ${pattern}. It said:\n${text}`);
      await sleep(50);
    }
  };
  return { process: child, said: () => text, says, ended };
}

interface Running {
  readonly pid: number;
  readonly command: string;
}

/** Every process that belongs to this data folder, by its arguments or its environment. */
export function processesOf(dataDir: string): Running[] {
  const found: Running[] = [];
  for (const pid of readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid,
  )) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      if (command && (command + environment).includes(dataDir))
        found.push({ pid: Number(pid), command: command.replaceAll('\0', ' ') });
    } catch {
      // ended meanwhile, or of another account
    }
  }
  return found;
}

/** Waits until no process of the data folder is left, and says which ones are otherwise. */
export async function noneIsLeft(dataDir: string, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (processesOf(dataDir).length > 0) {
    if (Date.now() > deadline) {
      const left = processesOf(dataDir);
      throw new Error(`Still there:\n${left.map(({ pid, command }) => `${pid} ${command}`).join('\n')}`);
    }
    await sleep(100);
  }
}

export const isBuilt = () => existsSync(path.join(root, 'dist/apps/api/src/main.js'));
