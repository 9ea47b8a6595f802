import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { ExerciseView, SubmissionSummary } from '#contract';
import { submissionQuery, submissionsQuery } from '../api/queries.js';
import { useApi, useMe } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/skeleton.js';
import { Tag } from '../ui/tag.js';
import { Time } from '../ui/time.js';
import css from './exercise.module.css';
import { OutcomeTag } from './outcome.js';
import type { Files } from './use-draft.js';

const Diff = lazy(() => import('./diff.js').then((module) => ({ default: module.Diff })));

/** More of them stand between the task and the code for everybody who goes through the page with the keyboard. */
const FEW = 3;

export interface HistoryProps {
  readonly exercise: ExerciseView;
  readonly shown: string | undefined;
  readonly onShow: (id: string) => void;
  readonly onRestore: (files: Files) => void;
}

/** What was handed in before, the newest first, each with its result and what changed since the one before. */
export function History({ exercise, shown, onShow, onRestore }: HistoryProps) {
  const api = useApi();
  const items =
    useQuery({ ...submissionsQuery(api, exercise.slug), enabled: useMe() !== null }).data?.items ?? [];
  const [compared, setCompared] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  if (items.length === 0) return null;
  const listed = all ? items : items.filter(({ id }, place) => place < FEW || id === shown);
  return (
    <section className={css.part} aria-label="Your submissions">
      <h2>Your submissions</h2>
      <ol className={css.history} role="list">
        {listed.map((item) => (
          <li key={item.id}>
            <span className={css.row}>
              <OutcomeTag status={item.status} outcome={item.outcome} />
              {item.purpose === 'practice' && <Tag>practice</Tag>}
            </span>
            <Time at={item.createdAt} />
            <span className={css.row}>
              <Button
                size="small"
                kind="plain"
                aria-pressed={shown === item.id}
                onClick={() => onShow(item.id)}
              >
                {shown === item.id ? 'Shown' : 'Show'}
              </Button>
              <Button
                size="small"
                kind="plain"
                aria-expanded={compared === item.id}
                onClick={() => setCompared(compared === item.id ? null : item.id)}
              >
                Changes
              </Button>
            </span>
            {compared === item.id && (
              <Changes
                exercise={exercise}
                item={item}
                before={items[items.indexOf(item) + 1]}
                onRestore={onRestore}
              />
            )}
          </li>
        ))}
      </ol>
      {items.length > FEW && (
        <Button size="small" kind="plain" onClick={() => setAll(!all)}>
          {all ? 'Show the latest only' : 'Show earlier ones'}
        </Button>
      )}
    </section>
  );
}

interface ChangesProps {
  readonly exercise: ExerciseView;
  readonly item: SubmissionSummary;
  readonly before: SubmissionSummary | undefined;
  readonly onRestore: (files: Files) => void;
}

function Changes({ exercise, item, before, onRestore }: ChangesProps) {
  const api = useApi();
  const now = useQuery(submissionQuery(api, item.id));
  const then = useQuery({ ...submissionQuery(api, before?.id ?? ''), enabled: before !== undefined });
  const start = Object.fromEntries(
    exercise.files.filter((file) => file.editable).map(({ path, text }) => [path, text]),
  );
  const error = now.error ?? then.error;
  if (error) return <ProblemNotice error={error} onRetry={() => void now.refetch()} />;
  if (!now.data || (before && !then.data)) return <Skeleton lines={3} />;
  return (
    <div className={css.changes}>
      <Suspense fallback={<Skeleton lines={3} />}>
        <Diff
          from={{ ...start, ...then.data?.files }}
          to={{ ...start, ...now.data.files }}
          fromName={before ? 'the submission before' : 'the start'}
          toName="this one"
        />
      </Suspense>
      <Button size="small" onClick={() => onRestore(now.data.files)}>
        Put this code back into the editor
      </Button>
    </div>
  );
}
