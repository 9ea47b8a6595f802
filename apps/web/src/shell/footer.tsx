import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import css from './shell.module.css';

const YEAR_S = 31_536_000;
const THEMES = { system: 'as the system', light: 'light', dark: 'dark' } as const;
type Theme = keyof typeof THEMES;

/** The root element says which colours are chosen: the server wrote it there from the cookie. */
function current(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

const watch = (changed: () => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
};

function choose(theme: Theme): void {
  const { dataset } = document.documentElement;
  // A cookie, so that the server sends the page in the right colours from its first byte.
  const life = theme === 'system' ? 0 : YEAR_S;
  document.cookie = `fretboard_theme=${theme}; Path=/; Max-Age=${life}; SameSite=Lax`;
  if (theme === 'system') delete dataset.theme;
  else dataset.theme = theme;
}

function ThemeChoice() {
  const theme = useSyncExternalStore(watch, current, () => 'system' as const);
  return (
    <label className={css.theme}>
      Colours
      <select value={theme} onChange={(event) => choose(event.target.value as Theme)}>
        {Object.entries(THEMES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Footer() {
  return (
    <footer className={css.footer}>
      <div className={css.foot}>
        <p>Fretboard is open: learning paths, exercises and the engine that grades them.</p>
        <Link to="/skills">Skills</Link>
        <Link to="/exercises">Exercises</Link>
        <a href="/api/docs">API</a>
        <Link to="/problems">Problems explained</Link>
        <ThemeChoice />
      </div>
    </footer>
  );
}
