import { Link } from '@tanstack/react-router';
import type { AreaView, SkillSummary } from '#contract';
import type { MasteryOf } from '../fretboard/mastery.js';
import { Meter } from '../ui/meter.js';
import css from './dashboard.module.css';

export interface AreasLeftProps {
  readonly areas: readonly AreaView[];
  readonly skills: readonly SkillSummary[];
  readonly only?: ReadonlySet<string>;
  readonly masteryOf: MasteryOf;
}

/** Each area with what is proven and the hours that are left. */
export function AreasLeft({ areas, skills, only, masteryOf }: AreasLeftProps) {
  return (
    <ul className={css.areas} role="list" aria-label="Areas">
      {areas.map((area) => {
        const own = skills.filter((skill) => skill.area === area.slug && (!only || only.has(skill.slug)));
        if (own.length === 0) return null;
        const proven = own.filter(({ slug }) => masteryOf(slug) === 'proven');
        const hours =
          own.reduce((sum, skill) => sum + skill.hours, 0) -
          proven.reduce((sum, skill) => sum + skill.hours, 0);
        const said = `${proven.length} of ${own.length} proven`;
        return (
          <li key={area.slug}>
            <Link to="/skills" search={{ area: area.slug }}>
              {area.title}
            </Link>
            <Meter value={proven.length} of={own.length} label={`${area.title}: ${said}`} />
            <span>
              {said}, {hours} hours left
            </span>
          </li>
        );
      })}
    </ul>
  );
}
