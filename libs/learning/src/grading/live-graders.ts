import type { Tx } from '#platform';
import { GraderRow } from './grading.tables.js';

/** A worker that said nothing for this long is not counted. */
const SEEN_MS = 30_000;

/** Workers that were seen lately, with what they have. */
export function liveGraders(at: Tx): Promise<GraderRow[]> {
  return at
    .createQueryBuilder(GraderRow, 'g')
    .where(`g.seen_at > clock_timestamp() - ${SEEN_MS} * interval '1 millisecond'`)
    .orderBy('g.id')
    .getMany();
}

/** A place where one run at a time is graded, and what it can be graded on. */
export interface Slot {
  readonly runtimes: readonly string[];
}

/** Slots of workers that were seen lately, can isolate and take new runs. */
export async function gradingSlots(at: Tx): Promise<Slot[]> {
  const graders = (await liveGraders(at)).filter(({ mode, draining }) => mode && !draining);
  return graders.flatMap(({ runtimes, slots }) => Array.from({ length: slots }, () => ({ runtimes })));
}
