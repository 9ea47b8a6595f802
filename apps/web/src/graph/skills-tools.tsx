import { Link } from '@tanstack/react-router';
import { Minus, Plus } from 'lucide-react';
import { useRef } from 'react';
import type { AreaView, PathView } from '#contract';
import type { SkillsView } from '../search.js';
import { Button, buttonClass } from '../ui/button.js';
import { SelectField, TextField } from '../ui/field.js';
import type { SkillFilter } from './filter.js';
import css from './graph.module.css';

const TYPING_MS = 150;

export interface SkillsToolsProps {
  readonly search: SkillFilter;
  readonly areas: readonly AreaView[];
  readonly paths: readonly PathView[];
  readonly signedIn: boolean;
  readonly onChange: (change: SkillFilter) => void;
}

export function SkillsTools({ search, areas, paths, signedIn, onChange }: SkillsToolsProps) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = (q: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange({ q }), TYPING_MS);
  };
  return (
    <form className={css.tools} role="search" action="/skills" onSubmit={(event) => event.preventDefault()}>
      <TextField
        label="Search"
        name="q"
        type="search"
        defaultValue={search.q}
        onChange={(event) => type(event.target.value)}
        autoComplete="off"
      />
      <SelectField
        label="Path"
        name="path"
        value={search.path ?? ''}
        onChange={(event) => onChange({ path: event.target.value })}
      >
        <option value="">All skills</option>
        {paths.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Area"
        name="area"
        value={search.area ?? ''}
        onChange={(event) => onChange({ area: event.target.value })}
      >
        <option value="">All areas</option>
        {areas.map(({ slug, title }) => (
          <option key={slug} value={slug}>
            {title}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="State"
        name="state"
        value={search.state ?? ''}
        onChange={(event) => onChange({ state: event.target.value })}
      >
        <option value="">All states</option>
        {signedIn && <option value="proven">Proven</option>}
        {signedIn && <option value="started">Started</option>}
        <option value="open">Open</option>
        <option value="locked">Needs others first</option>
      </SelectField>
      <noscript>
        <button type="submit" className={`${buttonClass()} ${css.filter}`}>
          Filter
        </button>
      </noscript>
    </form>
  );
}

const samples = [
  { kind: 'proven', word: 'proven' },
  { kind: 'open', word: 'open' },
  { kind: 'locked', word: 'needs others first' },
] as const;

/** What the marks and lines of the map mean. */
export function MapLegend({ selected }: { selected: boolean }) {
  return (
    <ul className={css.legend} role="list" aria-label="Legend">
      {samples.map(({ kind, word }) => (
        <li key={kind}>
          <svg viewBox="-8 -8 16 16" aria-hidden="true" className={css[kind]}>
            <circle className={css.mark} r="5" />
          </svg>
          {word}
        </li>
      ))}
      {selected && (
        <>
          <li>
            <svg viewBox="0 0 22 16" aria-hidden="true">
              <path className={`${css.edge} ${css.needed}`} d="M1 8H21" />
            </svg>
            needs
          </li>
          <li>
            <svg viewBox="0 0 22 16" aria-hidden="true">
              <path className={`${css.edge} ${css.opened}`} d="M1 8H21" />
            </svg>
            opens
          </li>
        </>
      )}
    </ul>
  );
}

const ZOOMS = [1, 1.25, 1.5, 2] as const;

export interface ViewBarProps {
  readonly selected: boolean;
  readonly view: SkillsView;
  readonly found: number;
  readonly of: number;
  readonly zoom: number;
  readonly onZoom: (zoom: number) => void;
}

export function ViewBar({ selected, view, found, of, zoom, onZoom }: ViewBarProps) {
  const place = ZOOMS.indexOf(zoom as (typeof ZOOMS)[number]);
  const out = ZOOMS[place - 1];
  const closer = ZOOMS[place + 1];
  return (
    <div className={css.bar}>
      <nav className={css.views} aria-label="View">
        {(['map', 'list'] as const).map((name) => (
          <Link
            key={name}
            to="/skills"
            search={(before) => ({ ...before, view: name })}
            replace
            resetScroll={false}
            data-on={view === name || undefined}
            aria-current={view === name ? 'true' : undefined}
          >
            {name === 'map' ? 'Map' : 'List'}
          </Link>
        ))}
      </nav>
      <p className={css.count} role="status">
        {found === of ? `${of} skills` : `${found} of ${of} skills`}
      </p>
      {view === 'map' && <MapLegend selected={selected} />}
      {view === 'map' && (
        <div className={css.zoom} role="group" aria-label="Zoom">
          <Button size="small" aria-label="Zoom out" disabled={!out} onClick={() => out && onZoom(out)}>
            <Minus size={16} aria-hidden="true" />
          </Button>
          <span className={css.count}>{Math.round(zoom * 100)} %</span>
          <Button
            size="small"
            aria-label="Zoom in"
            disabled={!closer}
            onClick={() => closer && onZoom(closer)}
          >
            <Plus size={16} aria-hidden="true" />
          </Button>
        </div>
      )}
    </div>
  );
}
