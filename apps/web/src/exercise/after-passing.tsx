import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ExerciseView } from '#contract';
import { nextQuery, progressQuery, skillsQuery } from '../api/queries.js';
import { JOB_READY } from '../fretboard/goal.js';
import { useApi, useMe } from '../shell/services.js';
import { buttonClass } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import css from './exercise.module.css';

/** What the pass has moved, and the one next step. */
export function AfterPassing({ exercise }: { exercise: ExerciseView }) {
  const api = useApi();
  const me = useMe();
  const progress = useQuery(progressQuery(api)).data;
  const skills = useQuery(skillsQuery(api)).data;
  const step = useQuery(nextQuery(api, { path: me?.path ?? JOB_READY, limit: 1 })).data?.next[0];
  const skillOf = (slug: string) => skills?.items.find((skill) => skill.slug === slug);
  const own = progress?.skills.filter(({ skill }) => exercise.skills.includes(skill)) ?? [];
  return (
    <div className={css.after}>
      <ul role="list">
        {own.map(({ skill, mastery, remaining }) => (
          <li key={skill}>
            <Link to="/skills/$slug" params={{ slug: skill }}>
              {skillOf(skill)?.title ?? skill}
            </Link>{' '}
            {mastery === 'proven'
              ? 'is proven.'
              : `is proven when ${remaining.length === 1 ? 'one more exercise passes' : `${remaining.length} more exercises pass`}${skillOf(skill)?.status === 'planned' ? '; not all of them are written yet' : ''}.`}
          </li>
        ))}
      </ul>
      {step && (
        <Notice
          tone="next"
          title={`Next: ${step.title}`}
          actions={
            step.action.exercise ? (
              <Link
                to="/exercises/$slug"
                params={{ slug: step.action.exercise }}
                className={buttonClass('next', 'small')}
              >
                Open “{step.action.title}”
              </Link>
            ) : (
              <Link to="/skills/$slug" params={{ slug: step.skill }} className={buttonClass('next', 'small')}>
                Read about it
              </Link>
            )
          }
        >
          <p>{step.reasons[0]?.text}</p>
        </Notice>
      )}
    </div>
  );
}
