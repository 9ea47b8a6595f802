import type { CheckResult, SubmissionEvent, SubmissionView } from '#contract';
import type { Api } from '../api/api.js';
import { isProblem } from '../api/problem.js';

const POLL_MS = 1_500;
const EVENT_TYPES = ['queued', 'running', 'check', 'verdict', 'awaiting-review', 'cancelled'] as const;

/** What no further event follows. */
const ENDS: ReadonlySet<SubmissionEvent['type']> = new Set(['verdict', 'awaiting-review', 'cancelled']);

export interface Follower {
  readonly onEvent: (event: SubmissionEvent) => void;
  readonly onView: (view: SubmissionView) => void;
  readonly onLost: (error: unknown) => void;
}

export const isSettled = ({ status }: Pick<SubmissionView, 'status'>) =>
  status !== 'queued' && status !== 'running';

/**
 * Follows a submission until it is settled: by server-sent events, which the browser reconnects by itself, and by
 * asking again and again once the stream has been refused or has failed twice in a row. Returns the way to stop.
 */
export function follow(api: Api, id: string, follower: Follower): () => void {
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stream = new EventSource(`${api.prefix}/submissions/${id}/events`);

  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    stream.close();
  };
  const poll = async () => {
    try {
      const view = await api.submission(id);
      if (stopped) return;
      follower.onView(view);
      if (isSettled(view)) return stop();
    } catch (error) {
      // Offline is waited for; a refusal will not change by asking again.
      if (!isProblem(error, 'offline', 'not-ready', 'too-many-requests', 'fault')) {
        follower.onLost(error);
        return stop();
      }
    }
    if (!stopped) timer = setTimeout(() => void poll(), POLL_MS);
  };

  for (const type of EVENT_TYPES) {
    stream.addEventListener(type, (message: MessageEvent<string>) => {
      failures = 0;
      const event = JSON.parse(message.data) as SubmissionEvent;
      follower.onEvent(event);
      if (ENDS.has(event.type)) stop();
    });
  }
  stream.addEventListener('error', () => {
    failures += 1;
    if (stopped || (failures < 2 && stream.readyState !== EventSource.CLOSED)) return;
    stream.close();
    void poll();
  });
  return stop;
}

/** A submission after one more event. A check that arrives twice, as after a reconnection, changes nothing. */
export function after(view: SubmissionView, event: SubmissionEvent): SubmissionView {
  switch (event.type) {
    case 'queued':
      return { ...view, status: 'queued', place: event.place, estimate: event.estimate, checks: [] };
    case 'running':
      return {
        ...view,
        status: 'running',
        place: null,
        estimate: null,
        checks: view.status === 'running' ? view.checks : [],
      };
    case 'check':
      return {
        ...view,
        status: 'running',
        place: null,
        estimate: null,
        checks: withCheck(view.checks, event.check),
      };
    case 'verdict': {
      const { verdict } = event;
      return {
        ...view,
        status: 'done',
        place: null,
        estimate: null,
        outcome: verdict.outcome,
        verdict,
        checks: verdict.checks,
        finishedAt: verdict.finishedAt,
      };
    }
    case 'awaiting-review':
      return { ...view, status: 'awaiting-review', place: null, estimate: null };
    case 'cancelled':
      return { ...view, status: 'cancelled', place: null, estimate: null };
  }
}

const withCheck = (checks: readonly CheckResult[], check: CheckResult) => [
  ...checks.filter(({ id }) => id !== check.id),
  check,
];
