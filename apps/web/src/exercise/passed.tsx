import { useQuery } from '@tanstack/react-query';
import { progressQuery, submissionsQuery } from '../api/queries.js';
import { useApi, useMe } from '../shell/services.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Time } from '../ui/time.js';

/** Whether the learner has passed the exercise at any time; a later hand-in takes nothing back. */
export function usePassed(exercise: string): boolean {
  const progress = useQuery({ ...progressQuery(useApi()), enabled: useMe() !== null }).data;
  return progress?.skills.some(({ passed }) => passed.includes(exercise)) ?? false;
}

export interface PassedBeforeProps {
  readonly exercise: string;
  readonly onShow: (id: string) => void;
}

/** Stands where a result would, for whoever comes back. */
export function PassedBefore({ exercise, onShow }: PassedBeforeProps) {
  const items = useQuery(submissionsQuery(useApi(), exercise)).data?.items ?? [];
  const last = items.find(({ outcome, purpose }) => outcome === 'passed' && purpose !== 'practice');
  return (
    <Notice
      tone="passed"
      title="You have passed this exercise"
      actions={
        last && (
          <Button size="small" onClick={() => onShow(last.id)}>
            Show the submission that passed
          </Button>
        )
      }
    >
      <p>
        {last?.finishedAt && (
          <>
            Last passed <Time at={last.finishedAt} />.{' '}
          </>
        )}
        It stays passed, whatever you hand in from here.
      </p>
    </Notice>
  );
}
