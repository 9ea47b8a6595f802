import { type QueueView, runPurpose } from '#contract';
import { type Count, histogramOf, labelsOf } from './tallies.js';

export interface Sample {
  /** As Prometheus writes them, without the braces. */
  readonly labels: string;
  readonly value: number;
  readonly suffix?: string;
}
export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** What there is now, and what was counted since the beginning. */
export function metricsOf(view: QueueView, tallies: readonly Count[]): Metric[] {
  return [...present(view), ...counted(tallies)];
}

function present({ counts, slots, stranded, workers, incidents }: QueueView): Metric[] {
  // Each purpose always has a value: what is absent is not zero to an alarm or an autoscaler.
  const line = runPurpose.options.map((purpose) => {
    const count = counts.find((one) => one.purpose === purpose);
    return { labels: labelsOf({ purpose }), ...count };
  });
  const open = (kind: string) => incidents.filter((incident) => incident.kind === kind).length;
  const one = (value: number): Sample[] => [{ labels: '', value }];
  return [
    gauge(
      'line_runs',
      'Runs that wait.',
      line.map(({ labels, waiting = 0 }) => ({ labels, value: waiting })),
    ),
    gauge(
      'running_runs',
      'Runs that are being graded.',
      line.map(({ labels, running = 0 }) => ({ labels, value: running })),
    ),
    gauge(
      'line_oldest_seconds',
      'How long the first run in line has waited.',
      line.map(({ labels, oldestSeconds }) => ({ labels, value: oldestSeconds ?? 0 })),
    ),
    gauge(
      'line_stranded_runs',
      'Runs that wait for a runtime which no worker that grades has. Above 0 for long is an alarm.',
      one(stranded.reduce((sum, { waiting }) => sum + waiting, 0)),
    ),
    gauge('slots', 'Slots of workers that grade.', one(slots.live)),
    gauge('slots_busy', 'Slots that have a run in hand.', one(slots.busy)),
    gauge(
      'worker_slots',
      'Slots of each worker seen within a day, by its state and isolation mode.',
      workers.map(({ id, state, mode, slots: value }) => ({
        labels: labelsOf({ worker: id, state, mode }),
        value,
      })),
    ),
    gauge(
      'incidents_open',
      'What a steward has to look at. "differs" above 0 is an alarm: grading came to two results.',
      (['parked', 'differs'] as const).map((kind) => ({ labels: labelsOf({ kind }), value: open(kind) })),
    ),
  ];
}

function counted(tallies: readonly Count[]): Metric[] {
  const of = (metric: string) => tallies.filter((tally) => tally.metric === metric);
  const counter = (name: string, metric: string, help: string): Metric => ({
    name: `fretboard_${name}_total`,
    type: 'counter',
    help,
    samples: of(metric).map(({ labels, count }) => ({ labels, value: count })),
  });
  const histogram = (name: string, metric: string, help: string): Metric => ({
    name: `fretboard_${name}`,
    type: 'histogram',
    help,
    samples: histogramOf(of(metric)),
  });
  return [
    counter('runs', 'runs', 'Runs that ended, by purpose, outcome, reason and isolation mode.'),
    counter(
      'run_tries',
      'tries',
      'How often runs that ended were begun; more than the runs means lost workers.',
    ),
    counter('kills', 'kills', 'Runs stopped at a limit, by limit.'),
    counter('audits', 'audits', 'Runs that were graded once more, by whether the result was the same.'),
    histogram('run_wait_seconds', 'wait', 'From hand-in to start.'),
    histogram('run_seconds', 'run', 'From start to verdict.'),
  ];
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name: `fretboard_${name}`,
  type: 'gauge',
  help,
  samples,
});
