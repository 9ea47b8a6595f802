import type { QueueView, WorkerState } from '#contract';
import { duration } from '../ui/duration.js';
import type { Tone } from '../ui/notice.js';
import page from '../ui/page.module.css';
import { Tag } from '../ui/tag.js';
import { Time } from '../ui/time.js';
import css from './queue.module.css';
import { PURPOSES } from './words.js';

/** What waits and runs, in the order in which it is served. */
export function Line({ counts }: Pick<QueueView, 'counts'>) {
  if (counts.length === 0) return <p>Nothing waits and nothing runs.</p>;
  return (
    <div className={page.scroll} role="region" aria-label="Table of what waits and runs" tabIndex={0}>
      <table className={page.table}>
        <thead>
          <tr>
            <th scope="col">Purpose</th>
            <th scope="col">Priority</th>
            <th scope="col">Waiting</th>
            <th scope="col">Running</th>
            <th scope="col">Longest wait</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ purpose, priority, waiting, running, oldestSeconds }) => (
            <tr key={purpose}>
              <th scope="row">{PURPOSES[purpose]}</th>
              <td>{priority}</td>
              <td>{waiting}</td>
              <td>{running}</td>
              <td>{oldestSeconds === null ? '–' : duration(oldestSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const TONES: Record<WorkerState, Tone | undefined> = {
  grading: 'passed',
  draining: 'waiting',
  refusing: 'failed',
  'mail only': undefined,
  silent: 'fault',
};

/** A worker that could grade and has nothing in hand waits for work. */
const stateWords = (state: WorkerState, busy: number) =>
  state === 'grading' && busy === 0 ? 'ready' : state;

/** Each worker as it last said of itself. */
export function Workers({ workers, asOf }: Pick<QueueView, 'workers' | 'asOf'>) {
  if (workers.length === 0) return <p>No worker was seen within a day.</p>;
  return (
    <div className={page.scroll} role="region" aria-label="Table of workers" tabIndex={0}>
      <table className={`${page.table} ${css.workers}`}>
        <thead>
          <tr>
            <th scope="col">Worker</th>
            <th scope="col">State</th>
            <th scope="col">Slots busy</th>
            <th scope="col">Isolation</th>
            <th scope="col">Runtimes</th>
            <th scope="col">Last heard</th>
            <th scope="col">Started</th>
          </tr>
        </thead>
        <tbody>
          {workers.map(({ id, state, busy, slots, mode, reason, runtimes, seenAt, startedAt }) => (
            <tr key={id}>
              <th scope="row">
                <code>{id}</code>
              </th>
              <td data-name="State">
                <Tag tone={TONES[state]}>{stateWords(state, busy)}</Tag>
              </td>
              <td data-name="Slots busy">
                {busy} of {slots}
              </td>
              <td data-name="Isolation">
                <strong>{mode ? `Mode ${mode}` : 'None'}</strong>
                <br />
                <span className={page.quiet}>{reason}</span>
              </td>
              <td data-name="Runtimes">
                {runtimes.length ? runtimes.map((name) => <div key={name}>{name}</div>) : 'none'}
              </td>
              <td data-name="Last heard">
                {duration(Math.max(0, (Date.parse(asOf) - Date.parse(seenAt)) / 1000))} ago
              </td>
              <td data-name="Started">
                <Time at={startedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
