import type { LimitName, Limits, Outcome, VerdictReason } from '#contract';
import type { Observation } from './run.js';
import type { Burial, EndEvent, ErrorReport, JudgeRecord } from './report.js';

/** Why a run ended before its checks could speak for themselves. */
export interface Blame {
  outcome: Exclude<Outcome, 'passed'>;
  reason: VerdictReason;
  limit: LimitName | null;
  message: string;
  error?: ErrorReport;
}

const CAGE_FAILED = 90;
const MB = 1024 * 1024;
/** A process that had this share of the wall time on a processor was computing, not waiting. */
const COMPUTING_SHARE = 0.2;

export function limitBlame(limit: LimitName, message: string): Blame {
  return { outcome: 'errored', reason: 'limit', limit, message };
}

export function infrastructure(message: string): Blame {
  return { outcome: 'broken', reason: 'infrastructure', limit: null, message };
}

export function content(message: string): Blame {
  return { outcome: 'broken', reason: 'content', limit: null, message };
}

/** A limit that shows as an ordinary exception in the learner's code. */
export function limitBehind(error: ErrorReport, limits: Limits): Blame | null {
  if (error.type === 'MemoryError') return limitBlame('memory', memoryMessage(limits));
  if (error.errno === 28 || error.errno === 27) return limitBlame('disk', diskMessage(limits));
  if (error.type === 'RuntimeError' && /can't start new thread/.test(error.message)) {
    return limitBlame('processes', 'Your program started more threads than a submission may have.');
  }
  return null;
}

/**
 * Who is to blame when a run did not come to its regular end; null when it did. What a limit or the learner's process
 * caused is the learner's, whatever the judge's report says; the rest is ours.
 */
export function blameOf(seen: Observation, limits: Limits): Blame | null {
  const { end } = seen;
  if (seen.stop === 'output') return limitBlame('output', outputMessage(limits));
  if (seen.stop === 'report') return content('The report of the checks is too large.');
  if (seen.stop === 'backstop') return infrastructure('The sandbox did not end in time.');
  if (!end?.lead || end.why === 'lost') return infrastructure('The sandbox ended without a report.');
  return blameOfEnd({ ...end, judge: end.lead, subject: learnerOf(end) }, seen, limits);
}

function lateBlame({ cpuMs }: Burial, wallMs: number, limits: Limits): Blame {
  const isComputing = cpuMs > wallMs * COMPUTING_SHARE;
  return isComputing
    ? limitBlame('cpu-time', stillComputingMessage(wallMs))
    : limitBlame('wall-time', wallMessage(limits));
}

/** The same for practice, where the one process is the learner's and reports for itself. */
export function practiceBlame(seen: Observation, limits: Limits): Blame | null {
  const lead = seen.end?.lead;
  if (seen.stop === 'output' || seen.stop === 'report') return limitBlame('output', outputMessage(limits));
  if (seen.stop === 'backstop') return infrastructure('The sandbox did not end in time.');
  if (!seen.end || !lead || seen.end.why === 'lost')
    return infrastructure('The sandbox ended without a report.');
  const caged = seen.records.some(({ t }) => t === 'caged');
  if (lead.exit === CAGE_FAILED && !caged) {
    return infrastructure('The sandbox could not be closed, so nothing was run in it.');
  }
  if (lead.oom) return limitBlame('memory', memoryMessage(limits));
  if (lead.overfull) return limitBlame('disk', diskMessage(limits));
  if (ranOut(lead, limits.cpuMs)) return limitBlame('cpu-time', cpuMessage(limits));
  if (seen.end.why === 'wall') return lateBlame(lead, seen.end.wallMs, limits);
  if (wasKilled(lead)) return infrastructure('A process of the sandbox was killed from outside.');
  return lead.exit === 0 && seen.records.at(-1)?.t === 'end' ? null : goneBlame(seen, false);
}

/** Of several processes of the learner's the one that says most: the first that came to a bad end, else the last. */
function learnerOf(end: EndEvent): Burial {
  const ended = end.mates.filter((mate) => mate !== null);
  const told = ended.find(({ oom, early, signal }) => oom || (early && signal !== null)) ?? ended.at(-1);
  return (
    told ?? {
      exit: null,
      signal: null,
      cpuMs: 0,
      peakBytes: 0,
      oom: false,
      early: false,
      lost: false,
      overfull: false,
    }
  );
}

type Ended = EndEvent & { judge: Burial; subject: Burial };

function blameOfEnd(end: Ended, seen: Observation, limits: Limits): Blame | null {
  // Once it was caged, the learner's code chose that exit code.
  const caged = seen.records.some(({ t }) => t === 'caged');
  if (end.judge.exit === CAGE_FAILED || (end.subject.exit === CAGE_FAILED && !caged)) {
    return infrastructure('The sandbox could not be closed, so nothing was run in it.');
  }
  if (end.judge.oom)
    return limitBlame('answer-size', 'Your program answered with more than a check can hold.');
  if (end.subject.oom) return limitBlame('memory', memoryMessage(limits));
  if (end.subject.overfull) return limitBlame('disk', diskMessage(limits));
  // Its channel closes a moment before it has ended: who asks for its end in between is told that it killed it.
  const early = end.subject.early || seen.records.some(isGone);
  if (ranOut({ ...end.subject, early }, limits.cpuMs)) return limitBlame('cpu-time', cpuMessage(limits));
  if (end.why === 'wall') {
    if (end.serving) {
      return lateBlame(end.subject, end.wallMs, limits);
    }
    const busy = end.judge.cpuMs > limits.wallMs / 2;
    return busy ? content('A check took too long.') : infrastructure('The checks did not end in time.');
  }
  // Nobody inside can send this signal to the first process of its namespace.
  if (wasKilled(end.subject) || (wasKilled(end.judge) && !ranOut(end.judge, 2 * limits.cpuMs))) {
    return infrastructure('A process of the sandbox was killed from outside.');
  }
  const regular = end.judge.exit === 0 && seen.records.at(-1)?.t === 'end' && !seen.garbage;
  if (regular) return null;
  if (end.serving) {
    return limitBlame('database', 'Your program asked the database for more than a submission may have.');
  }
  if (ranOut(end.judge, 2 * limits.cpuMs)) return content('A check took too long.');
  return infrastructure('The checks ended without a complete report.');
}

/**
 * The hard limit of processor time ends a process with SIGKILL; clocks of the kernel differ by some milliseconds. On a busy
 * machine the judge, which sees the channel close, can be gone before the slot is told of the end it waited for: a process
 * that has used its time up ran out, whoever was noticed first. The limit itself is counted in ticks of the clock, which on
 * a crowded machine run ahead of what is measured here.
 */
function ranOut(child: Burial, cpuMs: number): boolean {
  if (child.signal !== 9) return false;
  return child.cpuMs >= cpuMs * (child.early ? 0.5 : 0.99);
}

/** The judge saw that the learner's process had gone. */
function isGone(record: JudgeRecord): boolean {
  return record.t === 'gone' || (record.t === 'check' && record.status === 'gone');
}

function wasKilled(child: Burial): boolean {
  return child.early && child.signal === 9;
}

/** The learner's process ended while a check was waiting for it. */
export function goneBlame(seen: Observation, whileLoading: boolean): Blame {
  const signal = seen.end && (learnerOf(seen.end).signal ?? seen.end.lead?.signal);
  const how =
    signal === 11 || signal === 6 || signal === 7 || signal === 4
      ? `Your program crashed (signal ${signal}) before it had answered.`
      : 'Your program ended before it had answered. Look for code that leaves the process, such as `os._exit`.';
  return { outcome: 'errored', reason: whileLoading ? 'set-up' : 'exception', limit: null, message: how };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

function memoryMessage(limits: Limits): string {
  return `Your program used more than ${limits.memoryBytes / MB} MB of memory. Look for a list that grows without end, or for rows that are loaded all at once.`;
}

function diskMessage(limits: Limits): string {
  return `Your program wrote more than ${limits.diskBytes / MB} MB of files.`;
}

function cpuMessage(limits: Limits): string {
  return `Your program computed for more than ${seconds(limits.cpuMs)}. Look for a loop that does not end.`;
}

function stillComputingMessage(wallMs: number): string {
  return `Your program was still computing after ${seconds(wallMs)}. Look for a loop that does not end.`;
}

function wallMessage(limits: Limits): string {
  return `Your program did not answer within ${seconds(limits.wallMs)}. Look for a loop that does not end, or for code that waits.`;
}

function outputMessage(limits: Limits): string {
  return `Your program printed more than ${limits.outputBytes / 1024} kB. Look for a \`print\` inside a loop.`;
}
