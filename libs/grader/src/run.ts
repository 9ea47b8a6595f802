import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { IsolationMode, Limits } from '#contract';
import { REPORT_BYTES } from './limits.js';
import { type ControlEvent, type EndEvent, type JudgeRecord, parseRecord } from './report.js';

/** Why Node itself ended a run. */
export type Stop = 'output' | 'report' | 'backstop' | 'aborted';

/** Everything that was observed of one run from outside; the judge's records are checked in form only. */
export interface Observation {
  mode: IsolationMode;
  /** How its processes ended; null when the engine ended first. */
  end: EndEvent | null;
  records: JudgeRecord[];
  /** A line of the judge's report that was no record. */
  garbage: boolean;
  stop: Stop | null;
  outputBytes: number;
  /** What engine, judge and hidden checks wrote; for authors and operators, never for learners. */
  diagnostics: string;
  wallMs: number;
  startedAt: number;
  /** When a slot was free. */
  slotAt: number | null;
  cagedAt: number | null;
  loadedAt: number | null;
}

/** One run as Node sees it. It is over when its processes are buried and everything they sent has arrived. */
export class Run {
  readonly seen: Observation;
  readonly started: Promise<void>;
  readonly finished: Promise<void>;
  private start!: () => void;
  private finish!: () => void;
  private reportBytes = 0;
  private onRecord: ((record: JudgeRecord) => void) | undefined;

  /** `sockets` lead to its processes, the one that reports first; nobody has sent a job on them. */
  constructor(
    readonly id: number,
    mode: IsolationMode,
    private readonly limits: Limits,
    private readonly sockets: readonly Socket[],
    private readonly kill: () => void,
  ) {
    this.started = new Promise((resolve) => (this.start = resolve));
    this.finished = new Promise((resolve) => (this.finish = resolve));
    this.seen = {
      mode,
      end: null,
      records: [],
      garbage: false,
      stop: null,
      outputBytes: 0,
      diagnostics: '',
      wallMs: 0,
      startedAt: performance.now(),
      slotAt: null,
      cagedAt: null,
      loadedAt: null,
    };
    const [lead, ...mates] = sockets;
    if (lead) this.listen(lead);
    for (const mate of mates) this.count(mate);
  }

  /** Gives the processes their jobs. A run that was made ahead begins now. */
  begin(jobs: readonly Buffer[], onRecord?: (record: JudgeRecord) => void): void {
    this.onRecord = onRecord;
    this.seen.startedAt = performance.now();
    if (this.seen.slotAt !== null) this.seen.slotAt = this.seen.startedAt;
    for (const [index, job] of jobs.entries()) this.sockets[index]?.end(job);
  }

  private listen(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      this.reportBytes += chunk.length;
      if (this.reportBytes > REPORT_BYTES) this.stop('report');
    });
    eachLine(socket, (line) => this.take(line));
  }

  private count(socket: Socket): void {
    socket.on('data', (chunk: Buffer) => {
      this.seen.outputBytes += chunk.length;
      if (this.seen.outputBytes > this.limits.outputBytes) this.stop('output');
    });
  }

  stop(stop: Stop): void {
    if (this.seen.stop) return;
    this.seen.stop = stop;
    this.kill();
    for (const socket of this.sockets) socket.destroy();
  }

  takeEvent(event: Extract<ControlEvent, { run: number }>, diagnostics: string): void {
    if (event.event === 'started') {
      this.seen.slotAt = performance.now();
      this.start();
      return;
    }
    this.seen.end = event;
    this.seen.diagnostics += event.why === 'lost' ? diagnostics : '';
    void this.drained().then(() => this.over());
  }

  private async drained(): Promise<void> {
    // Not `once` of events: it rejects when the socket has an error, as it has when a process ends before it has read its job.
    for (const socket of this.sockets)
      if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve));
  }

  /** The engine ended before the run did. */
  lose(diagnostics: string): void {
    this.seen.diagnostics += diagnostics;
    for (const socket of this.sockets) socket.destroy();
    this.over();
  }

  private over(): void {
    this.seen.wallMs = performance.now() - this.seen.startedAt;
    this.finish();
  }

  private take(line: string): void {
    if (this.seen.stop) return;
    const record = parseRecord(line);
    if (!record) {
      this.seen.garbage = true;
      return;
    }
    if (record.t === 'diagnostic') {
      this.seen.diagnostics += record.text;
      return;
    }
    this.seen.records.push(record);
    if (record.t === 'caged') this.seen.cagedAt = performance.now();
    if (record.t === 'loaded') this.seen.loadedAt = performance.now();
    this.onRecord?.(record);
  }
}

/** Calls `take` for each whole line of UTF-8 text. */
export function eachLine(stream: Readable, take: (line: string) => void): void {
  const decoder = new TextDecoder();
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}
