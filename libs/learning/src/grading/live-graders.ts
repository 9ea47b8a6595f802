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
