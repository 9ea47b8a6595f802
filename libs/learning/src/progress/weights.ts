import type { Importance } from '#contract';

/**
 * Every number of the recommendation. docs/decisions/0012-recommendation.md has the formula and where it comes from.
 *
 * Changes, newest first:
 * 2026-11: first set. Goal value, unlock, go-back and effort as proposed; 10 for what has begun.
 */
export const WEIGHTS = {
  goalValue: 40,
  unlock: 20,
  goBack: 15,
  started: 10,
  effort: -5,
} as const;

/** Each term runs from 0 to this, in whole numbers, so that equal learners get equal answers on every machine. */
export const FULL = 1_000;

/** What a skill of the path is worth. An elective that was not chosen is worth least, while one is still to choose. */
export const VALUE: Readonly<Record<Importance | 'unchosen', number>> = {
  core: 6,
  recommended: 4,
  optional: 2,
  unchosen: 1,
};

/** As many skills that miss nothing else count in full; more do not count more. */
export const UNLOCK_FULL = 4;

/** Attempts that did not pass, after which one step back is offered. */
export const FAILURES_BEFORE_GO_BACK = 3;

/** Effort is the power of two of the minutes; 2^12 minutes are 68 hours, more than any skill takes. */
export const EFFORT_FULL = 12;

/** How many skills that come right after the answer are named with the reason why they do. */
export const ALTERNATIVES = 3;
