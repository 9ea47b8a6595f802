import { keep, keptNow, unkeep, unkeepAll } from '../ui/kept.js';

const HERE = 'fretboard.drafts-of-this-tab';

/** Of whom a draft is: two people who share a browser do not see each other's code. */
export const draftKey = (personId: string | undefined, exercise: string): string =>
  personId ? `fretboard.draft.${personId}.${exercise}` : `fretboard.draft.${exercise}`;

/** Drafts are on this device only, so they go with the account when its owner says so, and never otherwise. */
export const forgetDrafts = (personId: string): void => unkeepAll(draftKey(personId, ''));

function here(): string[] {
  try {
    return (sessionStorage.getItem(HERE) ?? '').split(' ').filter(Boolean);
  } catch {
    return [];
  }
}

/** That somebody without an account has written in this tab. */
export function noteHere(exercise: string): void {
  if (here().includes(exercise)) return;
  try {
    sessionStorage.setItem(HERE, [...here(), exercise].join(' '));
  } catch {
    // The draft stays where it is, and is shown again after signing out.
  }
}

/** What was written in this tab without an account belongs to whoever signs in or up in it next, and to nobody after. */
export function adoptDrafts(personId: string): void {
  for (const exercise of here()) {
    const text = keptNow(draftKey(undefined, exercise));
    if (text !== null) keep(draftKey(personId, exercise), text);
    unkeep(draftKey(undefined, exercise));
  }
  try {
    sessionStorage.removeItem(HERE);
  } catch {
    // Nothing was noted there.
  }
}
