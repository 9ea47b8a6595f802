import { useCallback, useMemo } from 'react';
import type { ExerciseView } from '#contract';
import { useMe } from '../shell/services.js';
import { keep, parseJson, unkeep, useKept, useUnkept } from '../ui/kept.js';
import { draftKey, noteHere } from './draft-keys.js';

export type Files = Readonly<Record<string, string>>;

export interface Draft {
  /** Every file as it stands now, the read-only ones included. */
  readonly files: Files;
  readonly changed: ReadonlySet<string>;
  /** The device could not take what was written last. */
  readonly unkept: boolean;
  readonly edit: (path: string, text: string) => void;
  readonly replace: (files: Files) => void;
  readonly reset: () => void;
  /** What is handed in: the changed files, or all editable ones while nothing has changed. */
  readonly handIn: () => Record<string, string>;
}

function editsFrom(text: string | null, editable: ReadonlySet<string>): Record<string, string> {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => editable.has(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}

/** The learner's work on this device: survives a reload, a sign-in and a lost session. */
export function useDraft(exercise: ExerciseView): Draft {
  const personId = useMe()?.id;
  const key = draftKey(personId, exercise.slug);
  const start = useMemo(
    () => Object.fromEntries(exercise.files.map(({ path, text }) => [path, text])),
    [exercise],
  );
  const editable = useMemo(
    () => new Set(exercise.files.filter((file) => file.editable).map(({ path }) => path)),
    [exercise],
  );
  const text = useKept(key);
  const edits = useMemo(() => editsFrom(text, editable), [text, editable]);
  const files = useMemo(() => ({ ...start, ...edits }), [start, edits]);
  const replace = useCallback(
    (next: Files) => {
      const differing = Object.entries(next).filter(
        ([path, value]) => editable.has(path) && value !== start[path],
      );
      if (!personId) noteHere(exercise.slug);
      if (differing.length) keep(key, JSON.stringify(Object.fromEntries(differing)));
      else unkeep(key);
    },
    [key, personId, exercise, start, editable],
  );
  return {
    files,
    unkept: useUnkept(key),
    changed: new Set(Object.keys(edits)),
    edit: (path, value) => replace({ ...edits, [path]: value }),
    replace,
    reset: () => unkeep(key),
    handIn: () =>
      Object.keys(edits).length
        ? edits
        : Object.fromEntries([...editable].map((path) => [path, files[path] ?? ''])),
  };
}
