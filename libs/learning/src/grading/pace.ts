import { Injectable } from '@nestjs/common';
import type { Estimate } from '#contract';
import { Db } from '#platform';
import { gradingSlots, type Slot } from './live-graders.js';
import { wholeLine, type Waiting } from './line.js';

/** Everybody who waits asks for place and estimate about once a second; one look serves them all. */
const LOOK_MS = 1_000;
const MEASURE_MS = 5_000;
/** Recent runs that are measured: enough for a tenth of them, few enough to be read in a moment. */
const MEASURED = 1_000;
/** Fewer runs of an exercise than this say less than those of all exercises together. */
const ENOUGH = 5;

export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly runs: number;
}
export interface Recent {
  /** Seconds from start to verdict, by exercise. */
  readonly exercises: ReadonlyMap<string, Percentiles>;
  readonly run: Percentiles | null;
  /** Seconds from hand-in to start. */
  readonly wait: Percentiles | null;
}
export interface Standing {
  readonly place: number;
  readonly estimate: Estimate | null;
}

/** What runs now, and for how many seconds it has run. */
interface Going {
  readonly exercise: string;
  readonly runtime: string;
  readonly seconds: number;
}

/** How fast grading goes at present, and what that means for those who wait. Looked up seldom, asked often. */
@Injectable()
export class Pace {
  private looked?: { at: number; line: Promise<ReadonlyMap<string, Standing>> };
  private measured?: { at: number; recent: Promise<Recent> };

  constructor(private readonly db: Db) {}

  /** Place in line, 1 is next, and the time to the verdict; null when the run does not wait. */
  async standing(runId: string): Promise<Standing | null> {
    const kept = this.looked && performance.now() - this.looked.at < LOOK_MS ? this.looked.line : undefined;
    const known = await kept?.then((line) => line.get(runId));
    // What joined since the last look is not in it yet.
    return known ?? (await this.look()).get(runId) ?? null;
  }

  /** Until the line is as good as empty, for those who are asked to come back. */
  async secondsToClear(): Promise<number | null> {
    const last = [...(await this.look()).values()].at(-1);
    return last?.estimate?.most ?? null;
  }

  /** Percentiles of the runs that ended last, at most a day ago. */
  recent(): Promise<Recent> {
    if (this.measured && performance.now() - this.measured.at < MEASURE_MS) return this.measured.recent;
    const measured = { at: performance.now(), recent: this.measure() };
    measured.recent.catch(() => (measured.at = -Infinity));
    this.measured = measured;
    return measured.recent;
  }

  private look(): Promise<ReadonlyMap<string, Standing>> {
    const looked = { at: performance.now(), line: this.standings() };
    looked.line.catch(() => (looked.at = -Infinity));
    this.looked = looked;
    return looked.line;
  }

  private async standings(): Promise<ReadonlyMap<string, Standing>> {
    const [line, recent, going, slots] = await Promise.all([
      wholeLine(this.db),
      this.recent(),
      this.going(),
      gradingSlots(this.db.read),
    ]);
    const estimates = estimatesOf(line, going, slots, recent);
    return new Map(
      line.map(({ id }, index) => [id, { place: index + 1, estimate: estimates[index] ?? null }]),
    );
  }

  private going(): Promise<Going[]> {
    return this.db.read.query(
      `SELECT exercise, runtime, extract(epoch FROM clock_timestamp() - started_at)::float8 AS seconds
       FROM runs WHERE status = 'running'`,
    );
  }

  private async measure(): Promise<Recent> {
    const rows: { exercise: string | null; run: number[]; wait: number[]; runs: number }[] = await this.db
      .read.query(`
      WITH recent AS (
        SELECT exercise, extract(epoch FROM finished_at - started_at)::float8 AS run,
          extract(epoch FROM started_at - created_at)::float8 AS wait
        FROM runs WHERE status = 'done' AND finished_at > clock_timestamp() - interval '1 day'
        ORDER BY finished_at DESC LIMIT ${MEASURED})
      SELECT exercise, count(*)::int AS runs,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY run) AS run,
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY wait) AS wait
      FROM recent GROUP BY GROUPING SETS ((exercise), ()) HAVING count(*) > 0`);
    const percentiles = ([p50 = 0, p90 = 0]: number[], runs: number): Percentiles => ({ p50, p90, runs });
    const all = rows.find(({ exercise }) => exercise === null);
    return {
      exercises: new Map(
        rows.flatMap(({ exercise, run, runs }) =>
          exercise === null ? [] : [[exercise, percentiles(run, runs)]],
        ),
      ),
      run: all ? percentiles(all.run, all.runs) : null,
      wait: all ? percentiles(all.wait, all.runs) : null,
    };
  }
}

/**
 * Lets the line pass through the slots twice, with what every second run and what one run in ten takes longer than.
 * Null while nothing can be said: no slot that has the runtime, or no run that was measured.
 */
export function estimatesOf(
  line: readonly Omit<Waiting, 'id'>[],
  going: readonly Going[],
  slots: readonly Slot[],
  { exercises, run }: Pick<Recent, 'exercises' | 'run'>,
): (Estimate | null)[] {
  if (!run) return line.map(() => null);
  const lasts = (exercise: string): Percentiles => {
    const own = exercises.get(exercise);
    return own && own.runs >= ENOUGH ? own : run;
  };
  const pass = (key: 'p50' | 'p90'): (number | null)[] => {
    const free = slots.map(({ runtimes }) => ({ runtimes, at: 0 }));
    const next = (runtime: string) =>
      free
        .filter(({ runtimes }) => runtimes.includes(runtime))
        .reduce<{ at: number } | null>((first, slot) => (first && first.at <= slot.at ? first : slot), null);
    for (const { exercise, runtime, seconds } of going) {
      const slot = next(runtime); // none when its worker is leaving
      if (slot) slot.at += Math.max(0, lasts(exercise)[key] - seconds);
    }
    return line.map(({ exercise, runtime, dueInMs }) => {
      const slot = next(runtime);
      if (!slot) return null;
      const starts = Math.max(slot.at, dueInMs / 1000);
      // A run that is not due yet holds no slot until then.
      slot.at += lasts(exercise)[key];
      return starts + lasts(exercise)[key];
    });
  };
  const [likely, most] = [pass('p50'), pass('p90')];
  return line.map((_, index) => {
    const [seconds, longest] = [likely[index] ?? null, most[index] ?? null];
    return seconds === null || longest === null
      ? null
      : { seconds: rounded(seconds), most: rounded(longest) };
  });
}

/** To whole seconds, and coarser the longer it is: nobody is helped by a number that trembles. */
function rounded(seconds: number): number {
  const step = seconds < 10 ? 1 : seconds < 60 ? 5 : seconds < 600 ? 30 : 300;
  return Math.max(1, Math.ceil(seconds / step) * step);
}
