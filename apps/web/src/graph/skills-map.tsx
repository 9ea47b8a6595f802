import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import type { AreaView, SkillSummary } from '#contract';
import { isArrow } from '../fretboard/layout.js';
import { masteryWords, type MasteryOf } from '../fretboard/mastery.js';
import css from './graph.module.css';
import { bringIntoView, isInView } from './in-view.js';
import { layOutMap, needsOf, NODE, stepOnMap, type MapNode, type SkillsMap as Layout } from './map-layout.js';

export interface SkillsMapProps {
  readonly areas: readonly AreaView[];
  readonly all: readonly SkillSummary[];
  /** What stands on the map: everything, or one area with its neighbours. */
  readonly skills: readonly SkillSummary[];
  /** Skills the filter is about; the others are drawn faint. */
  readonly matching: ReadonlySet<string>;
  readonly masteryOf: MasteryOf;
  readonly selected: string | undefined;
  readonly zoom: number;
  readonly onSelect: (slug: string | undefined) => void;
}

/** The map of skills. One tab stop; arrows walk along the edges, Enter opens the panel, Escape closes it. */
export function SkillsMap({
  areas,
  all,
  skills,
  matching,
  masteryOf,
  selected,
  zoom,
  onSelect,
}: SkillsMapProps) {
  const map = useMemo(() => layOutMap(areas, skills, all), [areas, skills, all]);
  const needed = useMemo(() => (selected ? needsOf(selected, all) : new Set<string>()), [selected, all]);
  const [active, setActive] = useState<string | undefined>(selected);
  const svg = useRef<SVGSVGElement>(null);
  const has = (slug: string | undefined) => map.nodes.some(({ skill }) => skill.slug === slug);
  const firstMatch = map.nodes.find(({ skill }) => matching.has(skill.slug)) ?? map.nodes[0];
  const stop = has(active) ? active : has(selected) ? selected : firstMatch?.skill.slug;

  useInView(svg, { map, matching, selected });

  const onKeyDown = (event: KeyboardEvent, slug: string) => {
    if (event.key === 'Escape') return onSelect(undefined);
    if (!isArrow(event.key)) return;
    event.preventDefault();
    const to = stepOnMap(map, slug, event.key);
    if (to) svg.current?.querySelector<SVGElement>(`[data-skill="${to}"]`)?.focus();
  };

  return (
    <svg
      ref={svg}
      className={css.map}
      viewBox={`0 0 ${map.width} ${map.height}`}
      width={`${100 * zoom}%`}
      role="group"
      aria-label="Map of skills. Arrow keys walk along the connections."
    >
      <Lanes map={map} />
      <g aria-hidden="true">
        {map.edges.map((edge) => {
          const inNeeds = selected && (edge.to === selected || needed.has(edge.to));
          const opens = edge.from === selected;
          const faint = !matching.has(edge.from) || !matching.has(edge.to);
          const tone = inNeeds ? css.needed : opens ? css.opened : faint || selected ? css.faint : '';
          return <path key={`${edge.from}>${edge.to}`} className={`${css.edge} ${tone}`} d={edge.d} />;
        })}
      </g>
      {map.nodes.map((node) => (
        <SkillNode
          key={node.skill.slug}
          node={node}
          mastery={masteryOf(node.skill.slug)}
          tone={nodeTone(node, selected, needed, matching)}
          selected={selected === node.skill.slug}
          tabIndex={node.skill.slug === stop ? 0 : -1}
          onFocus={() => setActive(node.skill.slug)}
          onSelect={() => onSelect(node.skill.slug)}
          onKeyDown={(event) => onKeyDown(event, node.skill.slug)}
        />
      ))}
    </svg>
  );
}

interface Wanted extends Pick<SkillsMapProps, 'matching' | 'selected'> {
  readonly map: Layout;
}

/** Leads to what a filter has found when none of it is on the screen, and to the selected skill. */
function useInView(svg: RefObject<SVGSVGElement | null>, { map, matching, selected }: Wanted): void {
  const found = map.nodes.map(({ skill }) => skill.slug).filter((slug) => matching.has(slug));
  const filtered = found.length < map.nodes.length ? found.join(' ') : '';
  useEffect(() => {
    const frame = svg.current?.parentElement;
    if (!frame || !filtered) return;
    const nodes = filtered.split(' ').flatMap((slug) => nodeOf(svg.current, slug) ?? []);
    if (nodes[0] && !nodes.some((node) => isInView(node, frame))) bringIntoView(nodes[0], frame);
  }, [svg, filtered, map.height]);
  useEffect(() => {
    if (!selected) return;
    // After the router, which begins each page at its top.
    const turn = requestAnimationFrame(() => {
      const node = nodeOf(svg.current, selected);
      if (node && svg.current?.parentElement) bringIntoView(node, svg.current.parentElement);
    });
    return () => cancelAnimationFrame(turn);
  }, [svg, selected, map.height]);
}

const nodeOf = (svg: SVGSVGElement | null, slug: string) => svg?.querySelector(`[data-skill="${slug}"]`);

function nodeTone(
  node: MapNode,
  selected: string | undefined,
  needed: ReadonlySet<string>,
  matching: ReadonlySet<string>,
) {
  const { slug, needs } = node.skill;
  if (slug === selected) return 'selected';
  if (selected && needed.has(slug)) return 'needed';
  if (selected && needs.includes(selected)) return 'opened';
  return matching.has(slug) ? 'plain' : 'faint';
}

function Lanes({ map }: { map: Layout }) {
  return (
    <g>
      {map.lanes.map(({ area, y, height }, lane) => (
        <g key={area.slug}>
          <rect className={lane % 2 ? css.laneOdd : css.lane} x="0" y={y} width={map.width} height={height} />
          <text className={css.laneTitle} x="14" y={y + 20}>
            {area.title}
          </text>
        </g>
      ))}
    </g>
  );
}

interface SkillNodeProps {
  readonly node: MapNode;
  readonly mastery: ReturnType<MasteryOf>;
  readonly tone: string;
  readonly selected: boolean;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onSelect: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function SkillNode({
  node,
  mastery,
  tone,
  selected,
  tabIndex,
  onFocus,
  onSelect,
  onKeyDown,
}: SkillNodeProps) {
  const { skill, x, y } = node;
  const middle = NODE.height / 2;
  return (
    <g transform={`translate(${x} ${y})`}>
      <a
        href={`/skills/${skill.slug}`}
        aria-label={`${skill.title}, ${masteryWords[mastery]}`}
        aria-current={selected || undefined}
        className={`${css.node} ${css[mastery]} ${css[`${tone}Node`] ?? ''}`}
        data-skill={skill.slug}
        tabIndex={tabIndex}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onSelect();
        }}
      >
        <rect className={css.box} width={NODE.width} height={NODE.height} rx="7" />
        <circle className={css.mark} cx="0" cy={middle} r="5.5" />
        <foreignObject x="10" width={NODE.width - 14} height={NODE.height}>
          <div className={css.title}>{skill.title}</div>
        </foreignObject>
      </a>
    </g>
  );
}
