import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import type { ExerciseSummary, ExerciseView } from '#contract';
import { exercisesQuery, nextQuery, progressQuery, skillsQuery } from '../api/queries.js';
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
  const exercises = useQuery(exercisesQuery(api)).data?.items ?? [];
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
            {mastery === 'proven' ? 'is proven.' : <StillNeeded slugs={remaining} exercises={exercises} />}
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

/** What is left to pass, by name; of exercises that are not written yet there is only a number. */
function StillNeeded({
  slugs,
  exercises,
}: {
  slugs: readonly string[];
  exercises: readonly ExerciseSummary[];
}) {
  const written = exercises.filter(({ slug }) => slugs.includes(slug));
  const count = slugs.length === 1 ? 'one more exercise passes' : `${slugs.length} more exercises pass`;
  return (
    <>
      is proven when {count}
      {written.map(({ slug, title }, place) => (
        <Fragment key={slug}>
          {place === 0 ? ': ' : ', '}
          <Link to="/exercises/$slug" params={{ slug }}>
            {title}
          </Link>
        </Fragment>
      ))}
      {written.length < slugs.length && exercises.length > 0 && '; not all of them are written yet'}.
    </>
  );
}
