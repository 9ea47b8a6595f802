import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { SubmissionSummary } from '#contract';
import { exercisesQuery } from '../api/queries.js';
import { OutcomeTag } from '../exercise/outcome.js';
import { useApi } from '../shell/services.js';
import page from '../ui/page.module.css';
import { Tag } from '../ui/tag.js';
import { Time } from '../ui/time.js';

export function SubmissionsTable({ submissions }: { submissions: readonly SubmissionSummary[] }) {
  const exercises = useQuery(exercisesQuery(useApi())).data?.items;
  const titleOf = (slug: string) => exercises?.find((exercise) => exercise.slug === slug)?.title ?? slug;
  return (
    <div className={page.scroll} role="region" aria-label="Submissions" tabIndex={0}>
      <table className={page.table}>
        <thead>
          <tr>
            <th scope="col">Exercise</th>
            <th scope="col">Result</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {submissions.map(({ id, exercise, status, outcome, purpose, createdAt }) => (
            <tr key={id}>
              <td>
                <Link to="/exercises/$slug" params={{ slug: exercise }} search={{ submission: id }}>
                  {titleOf(exercise)}
                </Link>
              </td>
              <td>
                <OutcomeTag status={status} outcome={outcome} />{' '}
                {purpose === 'practice' && <Tag>practice</Tag>}
              </td>
              <td>
                <Time at={createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
