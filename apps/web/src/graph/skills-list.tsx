import { Link } from '@tanstack/react-router';
import type { AreaView, SkillSummary } from '#contract';
import { masteryWords, type MasteryOf } from '../fretboard/mastery.js';
import { Tag } from '../ui/tag.js';
import css from './graph.module.css';

export interface SkillsListProps {
  readonly areas: readonly AreaView[];
  readonly skills: readonly SkillSummary[];
  readonly titles: ReadonlyMap<string, string>;
  readonly masteryOf: MasteryOf;
}

/** The same skills as the map, in words. */
export function SkillsList({ areas, skills, titles, masteryOf }: SkillsListProps) {
  return (
    <div>
      {areas.map((area) => {
        const own = skills.filter((skill) => skill.area === area.slug);
        if (own.length === 0) return null;
        return (
          <section key={area.slug} className={css.group} aria-label={area.title}>
            <h2>{area.title}</h2>
            <ul role="list">
              {own.map((skill) => (
                <SkillItem key={skill.slug} skill={skill} titles={titles} mastery={masteryOf(skill.slug)} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

interface SkillItemProps {
  readonly skill: SkillSummary;
  readonly titles: ReadonlyMap<string, string>;
  readonly mastery: ReturnType<MasteryOf>;
}

function SkillItem({ skill, titles, mastery }: SkillItemProps) {
  const tone = mastery === 'proven' ? 'passed' : mastery === 'locked' ? undefined : 'next';
  return (
    <li className={css.item}>
      <Link to="/skills/$slug" params={{ slug: skill.slug }}>
        {skill.title}
      </Link>
      <p>{skill.outcome}</p>
      <span className={css.facts}>
        {skill.hours} h <Tag tone={tone}>{masteryWords[mastery]}</Tag>
      </span>
      {skill.needs.length > 0 && (
        <p className={css.needs}>Needs {skill.needs.map((need) => titles.get(need) ?? need).join(', ')}</p>
      )}
    </li>
  );
}
