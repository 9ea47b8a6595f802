import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { pathsQuery, progressQuery, skillsQuery, submissionsQuery } from '../api/queries.js';
import { Fretboard } from '../fretboard/fretboard.js';
import { masteryFromProgress } from '../fretboard/mastery.js';
import { useHead } from '../shell/page-head.js';
import { useApi } from '../shell/services.js';
import { buttonClass } from '../ui/button.js';
import { Meter } from '../ui/meter.js';
import { Notice } from '../ui/notice.js';
import page from '../ui/page.module.css';
import { Page, Section } from '../ui/page.js';
import { Time } from '../ui/time.js';
import { AreasLeft } from './areas-left.js';
import { SubmissionsTable } from './submissions-table.js';

export function ProgressPage() {
  const api = useApi();
  const skills = useSuspenseQuery(skillsQuery(api)).data;
  const paths = useSuspenseQuery(pathsQuery(api)).data.items;
  const progress = useSuspenseQuery(progressQuery(api)).data;
  const submissions = useSuspenseQuery(submissionsQuery(api)).data.items;
  const masteryOf = masteryFromProgress(progress);
  const titles = new Map(skills.items.map(({ slug, title }) => [slug, title]));
  const proven = progress.skills
    .filter(({ mastery }) => mastery === 'proven')
    .toSorted((a, b) => (b.provenAt ?? '').localeCompare(a.provenAt ?? ''));
  useHead({ title: 'Progress', canonical: null });
  return (
    <Page
      title="Progress"
      lead={`${proven.length} of ${skills.items.length} skills proven in ${progress.attempts} graded submissions. It is worked out from the record of what passed, and from nothing else.`}
    >
      <Fretboard
        label="All skills, your progress"
        areas={skills.areas}
        skills={skills.items}
        masteryOf={masteryOf}
      />
      <Section title="Paths">
        <div className={page.stack}>
          {progress.paths.map((state) => (
            <div key={state.path}>
              <strong>{paths.find(({ slug }) => slug === state.path)?.title ?? state.path}</strong>
              <Meter
                value={state.proven}
                of={state.total}
                label={`${state.proven} of ${state.total} skills proven`}
              />
              <p className={page.quiet}>
                {state.proven} of {state.total} skills, about {state.hoursLeft} hours left
              </p>
              {state.finishedAt && (
                <Notice tone="passed">
                  <p>
                    Finished <Time at={state.finishedAt} />.
                    {state.certificateDue &&
                      ' A certificate is due; it is issued once your e-mail is confirmed.'}
                  </p>
                </Notice>
              )}
            </div>
          ))}
        </div>
      </Section>
      <Section title="Areas">
        <AreasLeft areas={skills.areas} skills={skills.items} masteryOf={masteryOf} />
      </Section>
      <Section title="Proven skills">
        {proven.length === 0 ? (
          <Notice
            tone="next"
            title="Nothing is proven yet"
            actions={
              <Link to="/dashboard" className={buttonClass('next', 'small')}>
                See the next step
              </Link>
            }
          >
            <p>A skill is listed here, with its day, once all its exercises have passed.</p>
          </Notice>
        ) : (
          <ul>
            {proven.map(({ skill, provenAt }) => (
              <li key={skill}>
                <Link to="/skills/$slug" params={{ slug: skill }}>
                  {titles.get(skill) ?? skill}
                </Link>
                {provenAt && (
                  <span className={page.quiet}>
                    {' '}
                    <Time at={provenAt} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Submissions">
        {submissions.length === 0 ? (
          <p>
            You have not handed anything in yet. <Link to="/exercises">Choose an exercise</Link>
          </p>
        ) : (
          <SubmissionsTable submissions={submissions} />
        )}
      </Section>
    </Page>
  );
}
