import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ExerciseSummary, PathView, Recommendation, SkillSummary } from '#contract';
import { exercisesQuery, pathsQuery, recommendQuery, skillsQuery } from '../api/queries.js';
import { Fretboard } from '../fretboard/fretboard.js';
import { JOB_READY } from '../fretboard/goal.js';
import { masteryFromKnown } from '../fretboard/mastery.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { buttonClass } from '../ui/button.js';
import { useKeptSet } from '../ui/kept.js';
import { Notice } from '../ui/notice.js';
import css from './home.module.css';
import { ForOthers, HowItIsProved } from './home-below.js';
import { presets } from './home-presets.js';

export function HomePage() {
  const api = useApi();
  const skills = useSuspenseQuery(skillsQuery(api)).data;
  const path = useSuspenseQuery(pathsQuery(api)).data.items.find(({ slug }) => slug === JOB_READY);
  const { account } = useSearch({ from: '/' });
  const [known, setKnown] = useKeptSet('fretboard.known');
  useHead({
    title: 'What do I need to know to get a Django job?',
    description:
      'The skills of a job-ready Django developer on one fretboard: what to know, how to learn it and how to prove it with code that runs. Try the first exercise without an account.',
    canonical: '/',
  });
  if (!path) return null;
  return (
    <>
      {account === 'deleted' && (
        <div className={css.said}>
          <Notice tone="passed" role="status" title="Your account is deleted">
            <p>What it held is gone, and so are its drafts in this browser.</p>
          </Notice>
        </div>
      )}
      <Answer path={path} areas={skills.areas} skills={skills.items} known={known} onChange={setKnown} />
      <HowItIsProved />
      <ForOthers />
    </>
  );
}

interface AnswerProps {
  readonly path: PathView;
  readonly areas: Parameters<typeof Fretboard>[0]['areas'];
  readonly skills: readonly SkillSummary[];
  readonly known: ReadonlySet<string>;
  readonly onChange: (known: ReadonlySet<string>) => void;
}

function Answer({ path, areas, skills, known, onChange }: AnswerProps) {
  const api = useApi();
  const sorted = [...known].toSorted();
  const next = useQuery({
    ...recommendQuery(api, JOB_READY, sorted),
    placeholderData: keepPreviousData,
  }).data;
  const only = useMemo(() => new Set([...path.skills, ...path.electives.from]), [path]);
  const aside = useMemo(() => new Set(path.electives.from), [path]);
  const masteryOf = useMemo(() => masteryFromKnown(skills, known), [skills, known]);
  const first = next?.next.map(({ skill }) => skill).filter((skill) => only.has(skill)) ?? [];
  const left = path.skills.filter((slug) => !known.has(slug));
  const hours = skills.filter(({ slug }) => left.includes(slug)).reduce((sum, skill) => sum + skill.hours, 0);
  const electives = path.electives.from.filter((slug) => !known.has(slug));
  const electivesLeft = Math.max(0, path.electives.count - (path.electives.from.length - electives.length));
  // As everywhere, electives that nobody chose count as the shortest ones.
  const electiveHours = skills
    .filter(({ slug }) => electives.includes(slug))
    .map((skill) => skill.hours)
    .toSorted((a, b) => a - b)
    .slice(0, electivesLeft)
    .reduce((sum, each) => sum + each, 0);
  const provable = skills.filter(({ status }) => status === 'available').length;
  const toggle = (slug: string) => {
    const changed = new Set(known);
    if (!changed.delete(slug)) changed.add(slug);
    onChange(changed);
  };
  return (
    <section className={css.answer}>
      <div className={css.question}>
        <h1>What do I need to know to get a Django job?</h1>
        <p className={css.lead}>
          <strong>
            {left.length} skills and {electivesLeft} electives, together about {hours + electiveHours} hours.
          </strong>{' '}
          A skill is proven by code that runs, not by a quiz; {provable} have their exercises so far. Mark
          what you already know: marks stay on this device and prove nothing, exercises prove skills.
        </p>
      </div>
      <Presets known={known} onChange={onChange} />
      <div className={css.board}>
        <Fretboard
          label={`${path.title}: mark what you know`}
          areas={areas}
          skills={skills}
          only={only}
          aside={aside}
          masteryOf={masteryOf}
          first={first}
          onToggle={toggle}
        />
      </div>
      <Beginnings items={next?.next ?? []} />
    </section>
  );
}

function Presets({ known, onChange }: Pick<AnswerProps, 'known' | 'onChange'>) {
  const same = (slugs: readonly string[]) =>
    slugs.length === known.size && slugs.every((slug) => known.has(slug));
  return (
    <fieldset className={css.presets}>
      <legend className="visually-hidden">What do you know already?</legend>
      {presets.map(({ name, skills }) => (
        <label key={name}>
          <input
            type="radio"
            name="preset"
            className="visually-hidden"
            checked={same(skills)}
            onChange={() => onChange(new Set(skills))}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The one to try first: whoever has never written a view should be through it in a quarter of an hour. */
function useShortestExercise(): ExerciseSummary | undefined {
  const exercises = useSuspenseQuery(exercisesQuery(useApi())).data.items;
  return exercises
    .filter(({ status }) => status !== 'retired' && status !== 'draft')
    .toSorted((a, b) => a.minutes - b.minutes)[0];
}

function Beginnings({ items }: { items: readonly Recommendation[] }) {
  const me = useMe();
  const exercise = useShortestExercise();
  return (
    <div className={css.begin}>
      <ol className={css.cards} aria-label="Skills to begin with">
        {items.map((item, place) => (
          <li key={item.skill} className={css.card}>
            <span className={css.number} aria-hidden="true">
              {place + 1}
            </span>
            <div>
              <h2>
                <Link to="/skills/$slug" params={{ slug: item.skill }}>
                  {item.title}
                </Link>
              </h2>
              <p>
                {item.hours} hours.{' '}
                {(item.reasons.find(({ code }) => code === 'unlocks') ?? item.reasons[0])?.text}
              </p>
            </div>
          </li>
        ))}
      </ol>
      <div className={css.call}>
        {exercise && (
          <Link
            to="/exercises/$slug"
            params={{ slug: exercise.slug }}
            className={buttonClass('next', 'large')}
          >
            Try the first exercise now
          </Link>
        )}
        <p>
          {me
            ? 'Your own progress is on the dashboard.'
            : exercise
              ? `“${exercise.title}”, about ${exercise.minutes} minutes. No account is needed until you submit.`
              : 'Reading and editing need no account.'}
        </p>
      </div>
    </div>
  );
}
