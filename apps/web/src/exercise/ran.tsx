import type { ExerciseView, LimitName, Verdict } from '#contract';
import css from './exercise.module.css';

const seconds = (ms: number) =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;

const names: Record<LimitName, string> = {
  'wall-time': 'time',
  'cpu-time': 'processor time',
  memory: 'memory',
  output: 'output',
  disk: 'disk space',
  processes: 'processes',
  database: 'database work',
  'answer-size': 'size of an answer',
};

/** The limit that was reached, with what was used and what is allowed where it was measured. */
export function limitWords({ limit, limits, usage }: Verdict): string {
  if (!limit) return 'A limit was reached';
  const figures: Partial<Record<LimitName, string>> = {
    'wall-time': `${seconds(usage.wallMs)} of ${seconds(limits.wallMs)}`,
    'cpu-time': usage.cpuMs === null ? '' : `${seconds(usage.cpuMs)} of ${seconds(limits.cpuMs)}`,
    memory:
      usage.peakMemoryBytes === null
        ? ''
        : `${megabytes(usage.peakMemoryBytes)} of ${megabytes(limits.memoryBytes)}`,
    output: `${usage.outputBytes} of ${limits.outputBytes} bytes`,
  };
  const used = figures[limit];
  return `The limit of ${names[limit]} was reached${used ? `: ${used}` : ''}`;
}

/** What the verdict rests on: no more of it than the exercise is about. */
export function Ran({ verdict, exercise }: { verdict: Verdict; exercise: ExerciseView }) {
  const { usage, django, python, runtime } = verdict;
  const has = (pattern: RegExp) => exercise.files.some(({ path }) => pattern.test(path));
  const on = [
    has(/^manage\.py$/) && (django ? `Django ${django}` : runtime),
    has(/\.py$/) && python && `Python ${python}`,
  ].filter(Boolean);
  return (
    <p className={css.quiet}>
      {on.length > 0 && `${on.join(', ')}. `}Ran {seconds(usage.wallMs)}
      {usage.peakMemoryBytes !== null && `, ${megabytes(usage.peakMemoryBytes)} of memory`}.
    </p>
  );
}
