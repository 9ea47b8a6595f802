import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { exercisesQuery, progressQuery, skillsQuery } from '../api/queries.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { Tag } from '../ui/tag.js';
import css from './exercises.module.css';
import { kindWords } from './kind-words.js';

export function ExercisesPage() {
  const api = useApi();
  const exercises = useSuspenseQuery(exercisesQuery(api)).data.items;
  const skills = useSuspenseQuery(skillsQuery(api)).data.items;
  const progress = useQuery({ ...progressQuery(api), enabled: useMe() !== null }).data;
  const passed = new Set(progress?.skills.flatMap((skill) => skill.passed));
  const shared = (slug: string) => exercises.filter((one) => one.skills.includes(slug)).length > 1;
  const completes = (slug: string) =>
    skills.find((skill) => skill.slug === slug)?.status === 'available' && !shared(slug);
  const titles = new Map(skills.map(({ slug, title }) => [slug, title]));
  const shown = exercises
    .filter(({ status }) => status !== 'retired')
    .toSorted((a, b) => a.minutes - b.minutes);
  useHead({
    title: 'Exercises',
    description: 'Django exercises that are graded by running your code. Read and edit without an account.',
    canonical: '/exercises',
  });
  return (
    <Page
      title="Exercises"
      lead="Each one is graded by running your code. Read and edit without an account; sign in when you submit. Shortest first."
    >
      {shown.length === 0 && (
        <Notice tone="waiting" title="No exercises yet">
          <p>They appear here as soon as they are loaded.</p>
        </Notice>
      )}
      <ul className={css.list} role="list">
        {shown.map((exercise) => (
          <li key={exercise.slug} className={css.item}>
            <div>
              <h2>
                <Link to="/exercises/$slug" params={{ slug: exercise.slug }}>
                  {exercise.title}
                </Link>
              </h2>
              <Skills words="Proves" slugs={exercise.skills.filter(completes)} titles={titles} />
              <Skills
                words="Part of the proof of"
                slugs={exercise.skills.filter((slug) => !completes(slug))}
                titles={titles}
              />
            </div>
            <div className={css.facts}>
              {passed.has(exercise.slug) && <Tag tone="passed">passed</Tag>}
              {exercise.status !== 'stable' && <Tag>{exercise.status}</Tag>}
              <Tag>{kindWords[exercise.kind]}</Tag>
              <Tag>{exercise.level}</Tag>
              <span>{exercise.minutes} min</span>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}

interface SkillsProps {
  readonly words: string;
  readonly slugs: readonly string[];
  readonly titles: ReadonlyMap<string, string>;
}

function Skills({ words, slugs, titles }: SkillsProps) {
  if (slugs.length === 0) return null;
  return (
    <p>
      {words}{' '}
      {slugs.map((skill, place) => (
        <span key={skill}>
          {place > 0 && ', '}
          <Link to="/skills/$slug" params={{ slug: skill }}>
            {titles.get(skill) ?? skill}
          </Link>
        </span>
      ))}
    </p>
  );
}
