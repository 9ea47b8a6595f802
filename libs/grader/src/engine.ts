import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { IsolationMode, Limits } from '#contract';
import type { Prepared } from './ground.js';
import type { Jobs } from './kinds/kind.js';
import { BACKSTOP_MS, CAGE, DIAGNOSTIC_BYTES } from './limits.js';
import { type ControlEvent, type JudgeRecord, parseControlEvent } from './report.js';
import { eachLine, type Observation, Run } from './run.js';
import type { RuntimeInfo } from './runtimes.js';
import { socketFolder, socketIn } from './socket-folder.js';
import { type Shape, Standby } from './standby.js';

/** Beside the sources; compiled code lies four folders deeper, in `dist`. */
const LAUNCH = ['../harness/launch.py', '../../../../libs/grader/harness/launch.py']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));
/** Shown read-only in workshops: this Node, and the program that plays pages, in one file that `npm run build` makes. */
const TOOLS = {
  '/runtime/node': process.execPath,
  '/runtime/dom/main.mjs': resolve(dirname(LAUNCH ?? '.'), '../../../dist/dom/main.js'),
};
const HEAD_BYTES = 16;
const START_MS = 60_000;
const CLEARING_MS = 5_000;

/** The halves that can be prepared; practice has one only. */
export type Half = 'judge' | 'subject' | 'practice';

export interface RunOptions {
  jobs: Jobs | { practice: object };
  limits: Limits;
  /** What the halves were prepared with; without it they load everything themselves. */
  prepared: Prepared | null;
  signal?: AbortSignal | undefined;
  onRecord?: ((record: JudgeRecord) => void) | undefined;
}

/** Why it is not prepared, or null; with what `subject.ground` says of the starter, where it was asked. */
interface Preparation {
  failure: string | null;
  ground: string[] | null;
}

/** What can be asked for; inside gVisor, A and B become G. */
export type Mode = 'A' | 'B' | 'C';

export interface EngineOptions {
  /** How many submissions run at once. */
  slots: number;
  /** How it confines; a machine that cannot do it refuses. */
  mode: Mode;
}

/** This machine cannot run submissions in isolation; the message says why. */
export class Refused extends Error {}

/** Makes the harness start faster; where its folder cannot be written, it compiles itself at every start. */
export async function precompile(runtime: RuntimeInfo): Promise<void> {
  const folder = dirname(LAUNCH ?? '.');
  const child = spawn(runtime.python, ['-s', '-S', '-P', '-m', 'compileall', '-q', folder], {
    env: {},
    stdio: 'ignore',
  });
  await once(child, 'close').catch(() => undefined);
}

/** The launcher of one runtime and what it started: a warm zygote and the slots in which submissions run. */
export class Engine {
  private readonly runs = new Map<number, Run>();
  private readonly preparations = new Map<string, (reply: Preparation) => void>();
  private readonly usable = new Set<string>();
  private readonly standby: Standby;
  private readonly closed: Promise<void>;
  private ready: Extract<ControlEvent, { event: 'ready' }> | null = null;
  private refusal = '';
  private diagnostics = '';
  private last = 0;
  hasEnded = false;

  private constructor(
    readonly runtime: RuntimeInfo,
    private readonly child: ChildProcess,
    private readonly folder: string,
    slots: number,
  ) {
    this.standby = new Standby(
      (shape) => this.open(shape, true),
      () => this.runs.size < slots,
    );
    this.closed = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        this.diagnostics += `${error.message}\n`;
        resolve();
      });
      child.once('close', () => resolve());
    }).then(async () => {
      this.hasEnded = true;
      for (const settle of this.preparations.values()) settle(lost('the engine has ended'));
      for (const run of this.runs.values()) run.lose(this.diagnostics);
      await rm(folder, { recursive: true, force: true });
    });
    this.pipe(2).on('data', (chunk: Buffer) => {
      this.diagnostics = (this.diagnostics + chunk.toString('utf8')).slice(-DIAGNOSTIC_BYTES);
    });
    eachLine(this.pipe(3), (line) => this.take(line));
  }

  /** Resolves when it is warm. Rejects with `Refused` on a machine that does not let it make its sandbox. */
  static async start(runtime: RuntimeInfo, { slots, mode }: EngineOptions): Promise<Engine> {
    const folder = await socketFolder();
    // The environment is ours alone: nothing of the worker's, no secret, a fixed hash seed for equal verdicts.
    const child = spawn(runtime.python, ['-s', '-S', '-B', '-P', '-X', 'utf8', LAUNCH ?? ''], {
      env: { PYTHONHASHSEED: '0', PATH: '/usr/bin:/bin' },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      detached: true, // Ctrl+C in a terminal reaches the worker, which decides what becomes of its runs
    });
    const engine = new Engine(runtime, child, folder, slots);
    engine.order({
      site: runtime.site,
      libs: runtime.libs,
      limits: CAGE,
      mode,
      slots,
      socket: engine.socket,
      tools: TOOLS,
    });
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS);
    await engine.begun;
    clearTimeout(late);
    if (engine.ready) return engine;
    await engine.close();
    const last = engine.diagnostics.trim().split('\n').at(-1) ?? '';
    throw new Refused(engine.refusal || `The sandbox could not be started: ${last || 'no report'}.`);
  }

  get mode(): IsolationMode {
    if (!this.ready) throw new Error('The engine is not ready.');
    return this.ready.mode;
  }

  isPrepared(key: string): boolean {
    return this.usable.has(key);
  }

  /** Loads what all runs of an exercise have in common. Those that run go on with what they have. */
  prepare(key: string, role: Half, material: object): Promise<Preparation> {
    if (this.hasEnded) return Promise.resolve(lost('the engine has ended'));
    const id = ++this.last;
    const prepared = new Promise<Preparation>((resolve) => this.preparations.set(key, resolve));
    this.order({ do: 'prepare', id, key, role });
    this.connect(id, 0).end(framed(material));
    return prepared.finally(() => this.preparations.delete(key));
  }

  forget(key: string): void {
    this.usable.delete(key);
    this.standby.forget(key);
    this.order({ do: 'forget', key });
  }

  /** Runs one submission. Resolves for whatever happens in it. */
  async run({ jobs, limits, prepared, signal, onRecord }: RunOptions): Promise<Observation> {
    const asked = processesOf(jobs, prepared);
    const shape = { processes: asked.map(({ process }) => process), limits };
    const ahead = this.hasEnded ? null : this.standby.take(shape);
    const run = ahead ?? this.open(shape, false);
    if (this.hasEnded) {
      run.lose(this.diagnostics);
      return run.seen;
    }
    if (ahead) this.order({ do: 'begin', id: run.id });
    run.begin(
      asked.map(({ job }) => framed(job)),
      onRecord,
    );
    const abort = (): void => run.stop('aborted');
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted) abort();
    let backstop: NodeJS.Timeout | undefined;
    void run.started.then(() => {
      backstop = setTimeout(() => void this.giveUp(run), limits.wallMs + BACKSTOP_MS);
    });
    this.standby.renew(shape);
    await run.finished;
    clearTimeout(backstop);
    signal?.removeEventListener('abort', abort);
    if (!this.hasEnded) this.standby.renew(shape);
    return run.seen;
  }

  /** Its processes are made as soon as a slot is free; the clock of one that stands by starts when it begins. */
  private open({ processes, limits }: Shape, standby: boolean): Run {
    const id = ++this.last;
    const [lead, ...mates] = processes;
    this.order({ do: 'run', id, lead, mates, limits, standby });
    const sockets = processes.map((_, index) => this.connect(id, index));
    const run = new Run(id, this.mode, limits, sockets, () => this.order({ do: 'kill', id }));
    this.runs.set(id, run);
    void run.finished.then(() => this.runs.delete(id));
    return run;
  }

  /** Killing the launcher takes its whole tree along: each generation dies with its parent. */
  async close(): Promise<void> {
    // Without namespaces its folders do not vanish by themselves: the launcher gets a moment to remove them.
    this.child.kill(this.ready?.mode === 'C' ? 'SIGTERM' : 'SIGKILL');
    const late = setTimeout(() => this.child.kill('SIGKILL'), CLEARING_MS);
    await this.closed;
    clearTimeout(late);
  }

  /** A manager that does not keep to the clock is not to be trusted with any other run either. */
  private async giveUp(run: Run): Promise<void> {
    run.seen.stop ??= 'backstop';
    await this.close();
  }

  private get socket(): string {
    return socketIn(this.folder);
  }

  private get begun(): Promise<void> {
    const said = new Promise<void>((resolve) => this.pipe(3).once('data', () => resolve()));
    return Promise.race([said, this.closed]);
  }

  private connect(id: number, process: number): Socket {
    const socket = connect(this.socket);
    socket.on('error', () => undefined); // the other end may die while we write; the end of the run tells the rest
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeBigUInt64BE(BigInt(id));
    head.writeUInt8(process, 8);
    socket.write(head);
    return socket;
  }

  private order(message: object): void {
    this.pipe(3).write(`${JSON.stringify(message)}\n`);
  }

  private pipe(index: number): Duplex {
    const stream = this.child.stdio[index] as Duplex;
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
    return stream;
  }

  private take(line: string): void {
    const event = parseControlEvent(line);
    if (!event) return;
    if (event.event === 'ready') this.ready = event;
    else if (event.event === 'refused') this.refusal = event.reason;
    else if (event.event === 'prepared') {
      if (event.prepared) this.usable.add(event.key);
      this.preparations.get(event.key)?.({
        failure: event.prepared ? null : event.why,
        ground: event.ground,
      });
    } else if (event.event === 'lost') {
      this.usable.delete(event.key);
      this.preparations.get(event.key)?.(lost('its process was lost'));
    } else this.runs.get(event.run)?.takeEvent(event, this.diagnostics);
  }
}

interface Asked {
  process: { role: string; key: string };
  job: object;
}

/** The one that reports first, then the learner's. */
function processesOf(jobs: RunOptions['jobs'], prepared: Prepared | null): [Asked, ...Asked[]] {
  const of = (role: Half | 'workshop', job: object): Asked => ({
    process: { role, key: role === 'workshop' ? '' : (prepared?.keyFor(role, job) ?? '') },
    job,
  });
  if ('practice' in jobs) return [of('practice', jobs.practice)];
  return [
    of('judge', jobs.judge),
    ...jobs.subjects.map((job) => of(jobs.role, job)),
    ...(jobs.companions ?? []).map((job) => of('workshop', job)),
  ];
}

function lost(failure: string): Preparation {
  return { failure, ground: null };
}

function framed(value: object): Buffer {
  const body = Buffer.from(JSON.stringify(value));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}
