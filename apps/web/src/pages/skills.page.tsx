import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { SkillSummary } from '#contract';
import { pathsQuery, progressQuery, skillsQuery } from '../api/queries.js';
import { masteryFor } from '../fretboard/mastery.js';
import { matches } from '../graph/filter.js';
import css from '../graph/graph.module.css';
import { SkillPanel } from '../graph/skill-panel.js';
import { SkillsList } from '../graph/skills-list.js';
import { SkillsMap } from '../graph/skills-map.js';
import { SkillsTools, ViewBar } from '../graph/skills-tools.js';
import type { SkillsView } from '../search.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';

export function SkillsPage() {
  const api = useApi();
  const search = useSearch({ from: '/skills' });
  const navigate = useNavigate({ from: '/skills' });
  const { areas, items } = useSuspenseQuery(skillsQuery(api)).data;
  const paths = useSuspenseQuery(pathsQuery(api)).data.items;
  const progress = useQuery({ ...progressQuery(api), enabled: useMe() !== null }).data;
  const [zoom, setZoom] = useState(1);
  const [clearings, setClearings] = useState(0);
  const masteryOf = useMemo(() => masteryFor(items, progress), [items, progress]);
  const titles = useMemo(() => new Map(items.map(({ slug, title }) => [slug, title])), [items]);
  const path = paths.find(({ slug }) => slug === search.path);
  const found = items.filter(matches(search, path, masteryOf));
  const matching = new Set(found.map(({ slug }) => slug));
  const view: SkillsView = search.view ?? 'map';
  const selected = items.find(({ slug }) => slug === search.skill);
  useHead({
    title: 'Skills',
    description: `${items.length} skills of a Django developer in ${areas.length} areas, with what each one needs and opens, as a map and as a list.`,
    canonical: '/skills',
  });
  const set = (change: Partial<typeof search>) =>
    void navigate({
      search: (before) => {
        const after = { ...before, ...change };
        return Object.fromEntries(Object.entries(after).filter(([, value]) => value)) as typeof search;
      },
      replace: true,
      resetScroll: false,
    });
  return (
    <Page
      title="Skills"
      width="wide"
      lead={`${items.length} skills in ${areas.length} areas. Each one is something you can do; what it needs stands to its left.`}
    >
      <SkillsTools
        key={clearings}
        search={search}
        areas={areas}
        paths={paths}
        signedIn={progress !== undefined}
        onChange={set}
      />
      <ViewBar
        selected={selected !== undefined}
        view={view}
        found={found.length}
        of={items.length}
        zoom={zoom}
        onZoom={setZoom}
      />
      {found.length === 0 && (
        <Notice
          tone="next"
          title="No skill fits all of these"
          actions={
            <Button
              size="small"
              onClick={() => {
                setClearings((count) => count + 1);
                void navigate({ search: search.view ? { view } : {}, replace: true });
              }}
            >
              Clear the filters
            </Button>
          }
        >
          <p>Try fewer words or another area.</p>
        </Notice>
      )}
      {found.length > 0 && view === 'list' && (
        <SkillsList areas={areas} skills={found} titles={titles} masteryOf={masteryOf} />
      )}
      {found.length > 0 && view === 'map' && (
        <div className={`${css.layout} ${selected ? css.withPanel : ''}`}>
          <div className={css.frame} role="region" aria-label="Map" tabIndex={0}>
            <SkillsMap
              areas={areas}
              all={items}
              skills={search.area ? withNeighbours(items, matching) : items}
              matching={matching}
              masteryOf={masteryOf}
              selected={selected?.slug}
              zoom={zoom}
              onSelect={(skill) => set({ skill })}
            />
          </div>
          {selected && (
            <SkillPanel
              skill={selected}
              skills={items}
              masteryOf={masteryOf}
              onSelect={(skill) => set({ skill })}
            />
          )}
        </div>
      )}
    </Page>
  );
}

/** Zoomed to an area the map keeps what its skills need and open, so that no connection ends in the air. */
function withNeighbours(skills: readonly SkillSummary[], chosen: ReadonlySet<string>): SkillSummary[] {
  const bySlug = new Map(skills.map((skill) => [skill.slug, skill]));
  const near = new Set(chosen);
  for (const skill of skills) {
    if (chosen.has(skill.slug)) for (const need of skill.needs) near.add(need);
    if (skill.needs.some((need) => chosen.has(need))) near.add(skill.slug);
  }
  return [...near].flatMap((slug) => bySlug.get(slug) ?? []);
}
