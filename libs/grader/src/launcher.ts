import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Limits } from '#contract';
import type { Jobs } from './kinds/kind.js';
import { BACKSTOP_MS, CAGE, DIAGNOSTIC_BYTES, REPORT_BYTES } from './limits.js';
import { type ControlEvent, type JudgeRecord, parseControlEvent, parseRecord } from './report.js';
import type { RuntimeInfo } from './runtimes.js';

/** Beside the sources; compiled code lies four folders deeper, in `dist`. */
const LAUNCH = ['../harness/launch.py', '../../../../libs/grader/harness/launch.py']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/** Why Node itself ended a run. */
export type Stop = 'output' | 'report' | 'backstop' | 'aborted';

/** Everything that was observed of one run from outside; the judge's records are checked in form only. */
export interface Observation {
  events: ControlEvent[];
  records: JudgeRecord[];
  /** A line of the judge's report that was no record. */
  garbage: boolean;
  stop: Stop | null;
  outputBytes: number;
  /** What launcher, judge and hidden checks wrote; for authors and operators, never for learners. */
  diagnostics: string;
  exitCode: number | null;
  wallMs: number;
  startedAt: number;
  readyAt: number | null;
  loadedAt: number | null;
}

/** Makes the harness start faster; where its folder cannot be written, it compiles itself at every start. */
export function precompile(runtime: RuntimeInfo): Promise<void> {
  return new Promise((resolve) => {
    const folder = dirname(LAUNCH ?? '.');
    const child = spawn(runtime.python, ['-s', '-S', '-P', '-m', 'compileall', '-q', folder], {
      env: {},
      stdio: 'ignore',
    });
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
}

export interface RunOptions {
  jobs: Jobs;
  limits: Limits;
  signal?: AbortSignal | undefined;
  onRecord?: ((record: JudgeRecord) => void) | undefined;
}

/** A launcher and what it started, for one submission. It warms up by itself and then waits for `run`. */
export class Sandbox {
  private readonly child: ChildProcess;
  private readonly closed: Promise<number | null>;
  private hasEnded = false;
  private current: RunOptions | null = null;
  private readonly seen: Observation = {
    events: [],
    records: [],
    garbage: false,
    stop: null,
    outputBytes: 0,
    diagnostics: '',
    exitCode: null,
    wallMs: 0,
    startedAt: 0,
    readyAt: null,
    loadedAt: null,
  };

  constructor(
    readonly runtime: RuntimeInfo,
    cgroups: boolean,
  ) {
    // The environment is ours alone: nothing of the worker's, no secret, a fixed hash seed for equal verdicts.
    this.child = spawn(runtime.python, ['-s', '-S', '-B', '-P', '-X', 'utf8', LAUNCH ?? ''], {
      env: { PYTHONHASHSEED: '0', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      detached: true, // Ctrl+C in a terminal reaches the worker, which decides what becomes of its runs
    });
    this.closed = new Promise((resolve) => {
      const end = (code: number | null): void => {
        this.hasEnded = true;
        resolve(code);
      };
      this.child.once('error', (error) => {
        this.seen.diagnostics += `${error.message}\n`;
        end(null);
      });
      // `close` comes after the pipes are drained, so no record is lost.
      this.child.once('close', end);
    });
    this.watch();
    const config = {
      site: runtime.site,
      libs: runtime.libs,
      limits: CAGE,
      cgroups: cgroups ? 'auto' : 'none',
    };
    this.stream(3).write(`${JSON.stringify(config)}\n`);
  }

  get isUsable(): boolean {
    return !this.hasEnded && this.current === null;
  }

  /** Runs the one submission. Resolves for whatever happens in it. */
  async run(options: RunOptions): Promise<Observation> {
    const { jobs, limits, signal } = options;
    const { seen } = this;
    this.current = options;
    seen.startedAt = performance.now();
    this.stream(3).write(`${JSON.stringify(limits)}\n`);
    this.stream(4).end(framed(jobs.subjects[0] ?? {}));
    this.stream(5).end(framed(jobs.judge));
    const backstop = setTimeout(() => void this.end('backstop'), limits.wallMs + BACKSTOP_MS);
    const abort = (): void => void this.end('aborted');
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    seen.exitCode = await this.closed;
    clearTimeout(backstop);
    signal?.removeEventListener('abort', abort);
    seen.wallMs = performance.now() - seen.startedAt;
    return seen;
  }

  /** Killing the launcher takes its whole tree along: each generation dies with its parent. */
  async end(stop: Stop): Promise<void> {
    this.seen.stop ??= stop;
    this.child.kill('SIGKILL');
    await this.closed;
  }

  private stream(index: number): Duplex {
    const stream = this.child.stdio[index] as Duplex;
    stream.on('error', () => undefined); // the other end may die while we write; `close` tells the rest
    return stream;
  }

  private watch(): void {
    const { seen } = this;
    this.stream(1).on('data', (chunk: Buffer) => {
      seen.outputBytes += chunk.length;
      if (seen.outputBytes > (this.current?.limits.outputBytes ?? 0)) void this.end('output');
    });
    this.stream(2).on('data', (chunk: Buffer) => {
      if (seen.diagnostics.length < DIAGNOSTIC_BYTES) seen.diagnostics += chunk.toString('utf8');
    });
    eachLine(this.stream(3), (line) => {
      const event = parseControlEvent(line);
      if (!event) return;
      seen.events.push(event);
      if (event.event === 'ready') seen.readyAt = performance.now();
    });
    let size = 0;
    const report = this.stream(6);
    report.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > REPORT_BYTES) void this.end('report');
    });
    eachLine(report, (line) => this.take(line));
  }

  private take(line: string): void {
    const record = parseRecord(line);
    if (!record) {
      this.seen.garbage = true;
      return;
    }
    this.seen.records.push(record);
    if (record.t === 'loaded') this.seen.loadedAt = performance.now();
    this.current?.onRecord?.(record);
  }
}

function framed(value: object): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}
