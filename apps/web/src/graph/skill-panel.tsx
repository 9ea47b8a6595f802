import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SkillSummary } from '#contract';
import { masteryWords, type MasteryOf } from '../fretboard/mastery.js';
import { Button, buttonClass } from '../ui/button.js';
import { Tag } from '../ui/tag.js';
import css from './graph.module.css';

export interface SkillPanelProps {
  readonly skill: SkillSummary;
  readonly skills: readonly SkillSummary[];
  readonly masteryOf: MasteryOf;
  readonly onSelect: (slug: string | undefined) => void;
}

export function SkillPanel({ skill, skills, masteryOf, onSelect }: SkillPanelProps) {
  const needs = skills.filter(({ slug }) => skill.needs.includes(slug));
  const opens = skills.filter((other) => other.needs.includes(skill.slug));
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // Braces, because its answer is a promise in some browsers and an effect must not return one.
    close.current?.scrollIntoView({ block: 'nearest' });
  }, [skill.slug]);
  return (
    <aside className={css.panel} aria-label={`About ${skill.title}`} aria-live="polite">
      <div className={css.panelHead}>
        <h2>{skill.title}</h2>
        <Button ref={close} kind="plain" size="small" aria-label="Close" onClick={() => onSelect(undefined)}>
          <X size={18} aria-hidden="true" />
        </Button>
      </div>
      <p>{skill.outcome}</p>
      <p>
        <Tag tone={masteryOf(skill.slug) === 'proven' ? 'passed' : undefined}>
          {masteryWords[masteryOf(skill.slug)]}
        </Tag>{' '}
        <Tag>{skill.level}</Tag> <Tag>{skill.hours} hours</Tag>
        {skill.status === 'planned' && (
          <>
            {' '}
            <Tag>proof not available yet</Tag>
          </>
        )}
      </p>
      <Links title="Needs" skills={needs} empty="Nothing before it." onSelect={onSelect} />
      <Links title="Opens" skills={opens} empty="It is an end of the graph." onSelect={onSelect} />
      <Link to="/skills/$slug" params={{ slug: skill.slug }} className={buttonClass('primary')}>
        Open the skill
      </Link>
    </aside>
  );
}

interface LinksProps {
  readonly title: string;
  readonly skills: readonly SkillSummary[];
  readonly empty: string;
  readonly onSelect: (slug: string) => void;
}

function Links({ title, skills, empty, onSelect }: LinksProps) {
  return (
    <div>
      <h3>{title}</h3>
      {skills.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <ul role="list">
          {skills.map(({ slug, title: name }) => (
            <li key={slug}>
              <a
                href={`/skills/${slug}`}
                onClick={(event) => {
                  event.preventDefault();
                  onSelect(slug);
                }}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
