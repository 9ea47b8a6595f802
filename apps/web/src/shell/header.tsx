import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { progressQuery, skillsQuery } from '../api/queries.js';
import { masteryFromProgress } from '../fretboard/mastery.js';
import { MiniFretboard } from '../fretboard/mini.js';
import { Button, buttonClass } from '../ui/button.js';
import { useApi, useMe } from './services.js';
import { useSession } from './session.js';
import css from './shell.module.css';

function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#14533c" />
      <path d="M5 9h22M5 16h22M5 23h22" stroke="#cfe5d8" strokeWidth="1.4" />
      <path d="M12 5v22M20 5v22" stroke="#7fb39a" />
      <circle cx="8.5" cy="23" r="3.4" fill="#fff" />
      <circle cx="16" cy="16" r="3.4" fill="#fff" />
      <circle cx="24" cy="9" r="2.6" fill="#14533c" stroke="#f2b65a" strokeWidth="2" />
    </svg>
  );
}

function Places() {
  const me = useMe();
  return (
    <>
      {me && <Link to="/dashboard">Dashboard</Link>}
      <Link to="/skills">Skills</Link>
      <Link to="/exercises">Exercises</Link>
      {me && <Link to="/progress">Progress</Link>}
      {me?.roles.includes('steward') && (
        <>
          <Link to="/admin/people">People</Link>
          <Link to="/admin/queue">Queue</Link>
        </>
      )}
    </>
  );
}

/** One's progress at a glance; its place is kept while it loads. */
function Glance() {
  const api = useApi();
  const skills = useQuery(skillsQuery(api)).data;
  const progress = useQuery(progressQuery(api)).data;
  if (!skills || !progress) return <span className={css.glance} />;
  const proven = progress.skills.filter(({ mastery }) => mastery === 'proven').length;
  return (
    <Link to="/progress" className={css.glance} title={`${proven} of ${skills.items.length} skills proven`}>
      <MiniFretboard
        areas={skills.areas}
        skills={skills.items}
        masteryOf={masteryFromProgress(progress)}
        label={`Your progress: ${proven} of ${skills.items.length} skills proven`}
      />
    </Link>
  );
}

function Person() {
  const me = useMe();
  const session = useSession();
  if (me) {
    return (
      <>
        <Link to="/account" className={`${buttonClass('quiet', 'small')} ${css.person}`}>
          {me.name}
        </Link>
        <Button kind="plain" size="small" onClick={() => void session.end()}>
          Sign out
        </Button>
      </>
    );
  }
  return (
    <>
      <Link to="/sign-in" className={buttonClass('plain', 'small')}>
        Sign in
      </Link>
      <Link to="/sign-up" className={buttonClass('primary', 'small')}>
        Sign up
      </Link>
    </>
  );
}

function SmallMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  const path = useRouterState({ select: (state) => state.location.href });
  useEffect(() => {
    if (menu.current) menu.current.open = false;
  }, [path]);
  useEffect(() => {
    const details = menu.current;
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !details?.open) return;
      details.open = false;
      details.querySelector('summary')?.focus();
    };
    details?.addEventListener('keydown', close);
    return () => details?.removeEventListener('keydown', close);
  }, []);
  return (
    <details className={css.menu} ref={menu}>
      <summary className={buttonClass('quiet', 'small')}>
        <Menu size={16} aria-hidden="true" /> Menu
      </summary>
      <nav className={css.sheet} aria-label="Menu">
        <Places />
        <Person />
      </nav>
    </details>
  );
}

export function Header() {
  const me = useMe();
  return (
    <header className={css.header}>
      <div className={css.bar}>
        <Link to={me ? '/dashboard' : '/'} className={css.brand} aria-label="Fretboard, start page">
          <Mark />
          Fretboard
        </Link>
        <nav className={css.nav} aria-label="Main">
          <Places />
        </nav>
        <div className={css.side}>
          {me && <Glance />}
          <Person />
        </div>
        <SmallMenu />
      </div>
    </header>
  );
}
