import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { NextReason, NextView, PathView, ProgressView, Recommendation, SkillList } from '#contract';
import { nextQuery, pathsQuery, progressQuery, skillsQuery, submissionsQuery } from '../api/queries.js';
import { Fretboard } from '../fretboard/fretboard.js';
import { JOB_READY } from '../fretboard/goal.js';
import { masteryFromProgress } from '../fretboard/mastery.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { buttonClass } from '../ui/button.js';
import { Meter } from '../ui/meter.js';
import page from '../ui/page.module.css';
import { Page, Section } from '../ui/page.js';
import { AreasLeft } from './areas-left.js';
import css from './dashboard.module.css';
import { SubmissionsTable } from './submissions-table.js';
import { UnverifiedEmail } from './unverified-email.js';

export function DashboardPage() {
  const api = useApi();
  const me = useMe();
  const pathSlug = me?.path ?? JOB_READY;
  const skills = useSuspenseQuery(skillsQuery(api)).data;
  const paths = useSuspenseQuery(pathsQuery(api)).data.items;
  const progress = useSuspenseQuery(progressQuery(api)).data;
  const next = useSuspenseQuery(nextQuery(api, { path: pathSlug, limit: 4 })).data;
  const submissions = useSuspenseQuery(submissionsQuery(api)).data.items;
  const path = paths.find(({ slug }) => slug === pathSlug);
  useHead({ title: 'Dashboard', canonical: null });
  return (
    <Page
      title={greeting(me?.name, progress)}

      kicker={path && <>Your path: {path.title}</>}
    >
      <div className={page.stack}>
        {me && !me.emailVerified && <UnverifiedEmail email={me.email} />}
        <NextStep next={next} />
      </div>
      {path && <OnYourPath path={path} progress={progress} skills={skills} next={next} />}
      {submissions.length > 0 && (
        <Section title="Lately handed in">
          <SubmissionsTable submissions={submissions.slice(0, 5)} />
        </Section>
      )}
    </Page>
  );
}

function greeting(name: string | undefined, progress: ProgressView): string {
  const first = name?.split(' ')[0] ?? '';
  return progress.attempts === 0 ? `Welcome, ${first}` : `Good to see you, ${first}`;
}

function NextStep({ next }: { next: NextView }) {
  const [step, ...others] = next.next;
  if (!step) {
    return (
      <section className={css.next} aria-label="Next step">
        <p className={css.kicker}>Next step</p>
        <h2>{next.complete ? 'Your path is complete' : 'Nothing to recommend right now'}</h2>
        <p>{next.message ?? 'Every required skill of your path is proven.'}</p>
        <Link to="/account" className={buttonClass()}>
          Choose another path
        </Link>
      </section>
    );
  }
  return (
    <section className={css.next} aria-label="Next step">
      <div className={css.step}>
        <p className={css.kicker}>Next step</p>
        <h2>
          <Link to="/skills/$slug" params={{ slug: step.skill }}>
            {step.title}
          </Link>
        </h2>
        <ul className={css.reasons}>
          {step.reasons.slice(0, 3).map((reason) => (
            <li key={reason.code + reason.text}>{reason.text}</li>
          ))}
        </ul>
        <StepAction step={step} />
      </div>
      <WhyNotElse others={others} whyNot={next.whyNot} />
    </section>
  );
}

function StepAction({ step }: { step: Recommendation }) {
  const { exercise, title, minutes } = step.action;
  if (!exercise) {
    return (
      <div className={page.row}>
        <Link to="/skills/$slug" params={{ slug: step.skill }} className={buttonClass('next', 'large')}>
          Read about it
        </Link>
        <span className={page.quiet}>Its exercises are not written yet; a self-check is on the page.</span>
      </div>
    );
  }
  return (
    <div className={page.row}>
      <Link to="/exercises/$slug" params={{ slug: exercise }} className={buttonClass('next', 'large')}>
        Open “{title}”
      </Link>
      <span className={page.quiet}>
        {minutes !== null && `about ${minutes} minutes`}
        {minutes !== null && ` of ${step.hours} hours for the skill`}
      </span>
    </div>
  );
}

/** The order comes from a score; a number without its formula would explain nothing here. */
const whyLater = ({ code, text }: NextReason) =>
  code === 'lower-score' ? 'It can wait; those above lead to more of your path.' : text;

function WhyNotElse({ others, whyNot }: { others: readonly Recommendation[]; whyNot: NextView['whyNot'] }) {
  return (
    <details className={css.why} open>
      <summary>Why not something else?</summary>
      {others.length > 0 && (
        <>
          <h3>You could also begin</h3>
          <ul>
            {others.map((other) => (
              <li key={other.skill}>
                <Link to="/skills/$slug" params={{ slug: other.skill }}>
                  {other.title}
                </Link>
                . {other.reasons[0]?.text}
              </li>
            ))}
          </ul>
        </>
      )}
      {whyNot.length > 0 && (
        <>
          <h3>Better later</h3>
          <ul>
            {whyNot.map((skill) => (
              <li key={skill.skill}>
                <Link to="/skills/$slug" params={{ slug: skill.skill }}>
                  {skill.title}
                </Link>
                . {skill.reasons.map(whyLater).join(' ')}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={page.quiet}>
        This is advice: every skill can be opened and every exercise taken at any time.
      </p>
    </details>
  );
}

interface OnYourPathProps {
  readonly path: PathView;
  readonly progress: ProgressView;
  readonly skills: SkillList;
  readonly next: NextView;
}

function OnYourPath({ path, progress, skills, next }: OnYourPathProps) {
  const state = progress.paths.find((item) => item.path === path.slug);
  const masteryOf = masteryFromProgress(progress);
  const only = new Set([...path.skills, ...path.electives.from]);
  const proven = state?.proven ?? 0;
  const total = state?.total ?? path.skills.length;
  return (
    <Section title={path.title}>
      <div className={page.stack}>
        <div>
          <Meter value={proven} of={total} label={`${proven} of ${total} skills proven`} />
          <p className={css.left}>
            <strong>
              {proven} of {total}
            </strong>{' '}
            skills proven, about <strong>{state?.hoursLeft ?? path.hours} hours</strong> left.{' '}
            <Link to="/account">Change the path</Link>
          </p>
        </div>
        <Fretboard
          label={`${path.title}, your progress`}
          areas={skills.areas}
          skills={skills.items}
          only={only}
          aside={new Set(path.electives.from)}
          masteryOf={masteryOf}
          first={next.next.slice(0, 3).map(({ skill }) => skill)}
        />
        <AreasLeft areas={skills.areas} skills={skills.items} only={only} masteryOf={masteryOf} />
      </div>
    </Section>
  );
}
