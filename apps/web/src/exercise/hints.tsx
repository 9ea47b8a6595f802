import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ExerciseView } from '#contract';
import { hintsQuery } from '../api/queries.js';
import { useApi, useMe } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { Prose } from '../ui/prose.js';
import css from './exercise.module.css';

export interface Hints {
  readonly opened: readonly { readonly id: string; readonly number: number; readonly html: string }[];
  readonly busy: boolean;
  readonly failure: unknown;
  /** Opens every closed hint up to this number. */
  readonly openTo: (number: number) => Promise<void>;
}

export function useHints(exercise: ExerciseView): Hints {
  const api = useApi();
  const me = useMe();
  const queryClient = useQueryClient();
  const query = hintsQuery(api, exercise.slug);
  const opened = useQuery({ ...query, enabled: me !== null }).data?.items ?? [];
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const openTo = async (number: number) => {
    setBusy(true);
    setFailure(null);
    try {
      for (let next = opened.length + 1; next <= number; next++) {
        const hint = await api.openHint(exercise.slug, next);
        queryClient.setQueryData(query.queryKey, (before) => ({ items: [...(before?.items ?? []), hint] }));
      }
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { opened, busy, failure, openTo };
}

/** The hint a message points at; each press is a visit of its own. */
export interface WantedHint {
  readonly id: string;
  readonly visit: number;
}

export interface HintsListProps {
  readonly exercise: ExerciseView;
  readonly hints: Hints;
  readonly wanted: WantedHint | null;
}

/** Brings the wanted hint into view and gives it the focus, as soon as it is there. */
function useVisit(wanted: WantedHint | null, opened: Hints['opened']): void {
  const visited = useRef(0);
  useEffect(() => {
    const hint = wanted && wanted.visit !== visited.current && document.getElementById(wanted.id);
    if (!hint) return;
    visited.current = wanted.visit;
    hint.focus({ preventScroll: true });
    hint.scrollIntoView();
  }, [wanted, opened]);
}

/** Hints one at a time, in their order. */
export function HintsList({ exercise, hints, wanted }: HintsListProps) {
  const me = useMe();
  const { opened, busy, failure, openTo } = hints;
  useVisit(wanted, opened);
  if (exercise.hintCount === 0) return null;
  const next = opened.length + 1;
  return (
    <section className={css.part} aria-label="Hints" id="hints">
      <h2>Hints</h2>
      <ol className={css.hints} role="list">
        {opened.map(({ id, number, html }) => (
          <li key={id} id={id} tabIndex={-1}>
            <strong>
              Hint {number} of {exercise.hintCount}
            </strong>
            <Prose html={html} />
          </li>
        ))}
      </ol>
      {failure !== null && <ProblemNotice error={failure} />}
      {me && next <= exercise.hintCount && (
        <p>
          <Button size="small" busy={busy} onClick={() => void openTo(next)}>
            Open hint {next} of {exercise.hintCount}
          </Button>
        </p>
      )}
      {!me && (
        <p className={css.quiet}>
          {exercise.hintCount} hints, opened one at a time once you are{' '}
          <Link to="/sign-in" search={{ back: `/exercises/${exercise.slug}` }}>
            signed in
          </Link>
          .
        </p>
      )}
    </section>
  );
}
