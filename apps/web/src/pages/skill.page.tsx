import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import type { DjangoVersion, SkillProgress, SkillView } from '#contract';
import { progressQuery, skillQuery, skillsQuery } from '../api/queries.js';
import { masteryFor, masteryWords } from '../fretboard/mastery.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { CodeText } from '../ui/code-text.js';
import { buttonClass } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import page from '../ui/page.module.css';
import { Page, Section } from '../ui/page.js';
import { Prose } from '../ui/prose.js';
import { Tag } from '../ui/tag.js';
import { SelfCheck } from './self-check.js';
import css from './skill.module.css';

export function SkillPage() {
  const api = useApi();
  const me = useMe();
  const { slug } = useParams({ from: '/skills/$slug' });
  const skill = useSuspenseQuery(skillQuery(api, slug)).data;
  const { areas, items } = useSuspenseQuery(skillsQuery(api)).data;
  const progress = useQuery({ ...progressQuery(api), enabled: me !== null }).data;
  const own = progress?.skills.find((item) => item.skill === slug);
  const mastery = masteryFor(items, progress)(slug);
  useHead({ title: skill.title, description: skill.outcome, canonical: `/skills/${slug}` });
  return (
    <Page
      title={skill.title}
      lead={skill.outcome}
      kicker={
        <>
          <Link to="/skills" search={{ area: skill.area }}>
            {areas.find((area) => area.slug === skill.area)?.title ?? skill.area}
          </Link>
          <Tag>{skill.level}</Tag>
          <Tag>{skill.importance}</Tag>
          <Tag>{skill.hours} hours</Tag>
          <Tag tone={mastery === 'proven' ? 'passed' : mastery === 'locked' ? undefined : 'next'}>
            {masteryWords[mastery]}
          </Tag>
        </>
      }
    >
      <div className={css.layout}>
        <div>
          <Section title={skill.bodyHtml ? 'In brief' : 'What to know'} id="know">
            <ul className={css.know} role="list">
              {skill.know.map((item) => (
                <li key={item}>
                  <CodeText text={item} />
                </li>
              ))}
            </ul>
          </Section>
          <Section title="You have it when you can" id="can">
            <SelfCheck skill={slug} statements={skill.can} proven={mastery === 'proven'} />
          </Section>
          {skill.bodyHtml && (
            <div className={page.section}>
              <Prose html={skill.bodyHtml} />
            </div>
          )}
          <Section title="Where to read" id="learn">
            <ul>
              {skill.learn.map(({ name, url }) => (
                <li key={url}>
                  <a href={ofVersion(url, me?.django)} rel="noreferrer">
                    {name} <ExternalLink size={13} aria-hidden="true" />
                  </a>
                </li>
              ))}
            </ul>
          </Section>
        </div>
        <aside className={css.aside} aria-label="Proof and place of this skill">
          <Proof skill={skill} own={own} />
          <Place
            title="Needs"
            empty="Nothing before it."
            links={skill.prerequisites}
            missing={own?.missing}
          />
          <Place title="Opens" empty="It is an end of the graph." links={skill.opens} />
          {skill.paths.length > 0 && (
            <div>
              <h2>Part of</h2>
              <ul role="list">
                {skill.paths.map((path) => (
                  <li key={path.slug}>
                    <Link to="/skills" search={{ path: path.slug }}>
                      {path.title}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <Link to="/skills" search={{ skill: slug }} className={buttonClass('quiet', 'small')}>
            Show on the map
          </Link>
        </aside>
      </div>
    </Page>
  );
}

/** Pages of Django's documentation exist for each version under the same name. */
const ofVersion = (url: string, version: DjangoVersion | undefined) =>
  version ? url.replace(/^(https:\/\/docs\.djangoproject\.com\/en\/)[\d.]+\//, `$1${version}/`) : url;

function Proof({ skill, own }: { skill: SkillView; own: SkillProgress | undefined }) {
  const written = skill.assess.filter(({ available }) => available).length;
  const next = skill.assess.find(({ slug, available }) => available && !own?.passed.includes(slug));
  return (
    <div className={css.proof}>
      <h2>How it is proved</h2>
      {skill.status === 'planned' && (
        <Notice tone="waiting">
          <p>
            Proof is not available yet:{' '}
            {written === skill.assess.length
              ? 'it ends with a review by a mentor, and these are being built.'
              : `${written} of ${skill.assess.length} exercises ${written === 1 ? 'is' : 'are'} written.`}
          </p>
        </Notice>
      )}
      <ul className={css.assess} role="list">
        {skill.assess.map(({ slug, title, available }) => (
          <li key={slug}>
            {available ? (
              <Link to="/exercises/$slug" params={{ slug }}>
                {title ?? slug}
              </Link>
            ) : (
              <span>{title ?? slug}</span>
            )}
            {own?.passed.includes(slug) ? (
              <Tag tone="passed">passed</Tag>
            ) : (
              skill.status === 'planned' && <Tag>{available ? 'written' : 'to come'}</Tag>
            )}
          </li>
        ))}
      </ul>
      {next && (
        <Link to="/exercises/$slug" params={{ slug: next.slug }} className={buttonClass('next')}>
          Open the exercise
        </Link>
      )}
    </div>
  );
}

interface PlaceProps {
  readonly title: string;
  readonly empty: string;
  readonly links: SkillView['opens'];
  readonly missing?: readonly string[] | undefined;
}

function Place({ title, empty, links, missing }: PlaceProps) {
  return (
    <div>
      <h2>{title}</h2>
      {links.length === 0 && <p className={page.quiet}>{empty}</p>}
      <ul role="list">
        {links.map((link) => (
          <li key={link.slug}>
            <Link to="/skills/$slug" params={{ slug: link.slug }}>
              {link.title}
            </Link>
            {missing && (
              <span className={page.quiet}> {missing.includes(link.slug) ? 'not proven yet' : 'proven'}</span>
            )}
          </li>
        ))}
      </ul>
      {missing && missing.length > 0 && (
        <p className={page.quiet}>Advice, not a gate: you can begin anyway.</p>
      )}
    </div>
  );
}
