import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useOnline } from '../ui/hydrated.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { useApi, useMe } from './services.js';
import { useSessionEnded } from './session.js';
import css from './shell.module.css';

const SignInAgain = lazy(() =>
  import('./sign-in-again.js').then((module) => ({ default: module.SignInAgain })),
);

/** After a change of page the focus goes to its start, as it does when a browser loads one. */
function useFocusOnPage(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== undefined && path !== undefined && before.current !== path) main.current?.focus();
    before.current = path;
  }, [path, main]);
}

export function Shell() {
  const main = useRef<HTMLElement>(null);
  const online = useOnline();
  const me = useMe();
  const [ended, forget] = useSessionEnded(useApi(), me);
  useFocusOnPage(main);
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Header />
      {!online && (
        <p className={css.offline} role="status">
          You are offline. What you write is kept on this device.
        </p>
      )}
      <main id="main" ref={main} tabIndex={-1} className={css.main}>
        <Outlet />
      </main>
      <Footer />
      {ended && (
        <Suspense>
          <SignInAgain email={ended} onClose={forget} />
        </Suspense>
      )}
    </>
  );
}
