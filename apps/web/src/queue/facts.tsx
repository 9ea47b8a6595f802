import type { QueueView } from '#contract';
import { duration } from '../ui/duration.js';
import { Notice } from '../ui/notice.js';
import page from '../ui/page.module.css';
import css from './queue.module.css';

type Percentiles = QueueView['run'];

/** The figures that say at a glance whether all is well. */
export function Facts({ queue }: { queue: QueueView }) {
  const { slots, waiting, running } = queue;
  const oldest = Math.max(...queue.counts.map(({ oldestSeconds }) => oldestSeconds ?? 0), 0);
  return (
    <div className={page.stack}>
      {slots.live === 0 && (
        <Notice tone="fault" title="No slot is grading">
          <p>
            Submissions are taken and wait in line; nothing is lost. Start a worker, or look below at why the
            ones that are there do not grade.
          </p>
        </Notice>
      )}
      {slots.live > 0 &&
        queue.stranded.map(({ runtime, waiting: runs, oldestSeconds }) => (
          <Notice key={runtime} tone="fault" title={`No worker that grades has ${runtime}`}>
            <p>
              {runs === 1 ? 'One run waits' : `${runs} runs wait`} for it, the longest for{' '}
              {duration(oldestSeconds)}. Install it where a worker runs (<code>npm run runtimes</code>) and
              start that worker again; nothing is lost.
            </p>
          </Notice>
        ))}
      <dl className={css.facts}>
        <Fact
          name="Waiting"
          value={String(waiting)}
          more={waiting ? `longest ${duration(oldest)}` : 'nobody'}
        />
        <Fact name="Running" value={String(running)} more={`${slots.busy} of ${slots.live} slots busy`} />
        <Spread name="Time in line" spread={queue.wait} />
        <Spread name="Time to grade" spread={queue.run} />
      </dl>
    </div>
  );
}

function Spread({ name, spread }: { name: string; spread: Percentiles }) {
  if (!spread) return <Fact name={name} value="–" more="nothing ran within a day" />;
  const runs = spread.runs === 1 ? '1 run' : `${spread.runs} runs`;
  return (
    <Fact
      name={name}
      value={duration(spread.p50)}
      more={`half are faster; 9 of 10 within ${duration(spread.p90)} (${runs})`}
    />
  );
}

function Fact({ name, value, more }: { name: string; value: string; more: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <span>{more}</span>
      </dd>
    </div>
  );
}
