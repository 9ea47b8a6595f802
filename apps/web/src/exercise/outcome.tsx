import type { Outcome, RunStatus } from '#contract';
import type { Tone } from '../ui/notice.js';
import { Tag } from '../ui/tag.js';

const outcomes: Record<Outcome, { tone: Tone; word: string }> = {
  passed: { tone: 'passed', word: 'passed' },
  failed: { tone: 'failed', word: 'not passed yet' },
  errored: { tone: 'failed', word: 'stopped with an error' },
  broken: { tone: 'fault', word: 'our fault, not counted' },
};
const statuses: Record<Exclude<RunStatus, 'done'>, { tone: Tone | undefined; word: string }> = {
  queued: { tone: 'waiting', word: 'waiting in line' },
  running: { tone: 'waiting', word: 'running' },
  cancelled: { tone: undefined, word: 'withdrawn' },
  'awaiting-review': { tone: 'waiting', word: 'waiting for a mentor' },
};

export function OutcomeTag({ status, outcome }: { status: RunStatus; outcome: Outcome | null }) {
  const shown = status === 'done' ? outcomes[outcome ?? 'broken'] : statuses[status];
  return <Tag tone={shown.tone}>{shown.word}</Tag>;
}
