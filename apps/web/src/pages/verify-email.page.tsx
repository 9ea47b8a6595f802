import { useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { buttonClass } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import page from '../ui/page.module.css';
import { Page } from '../ui/page.js';

type State = { at: 'working' | 'done' } | { at: 'refused'; error: unknown };

/** Confirms in the browser, not while the page is rendered: programs that look into mailboxes open links too. */
export function VerifyEmailPage() {
  const api = useApi();
  const me = useMe();
  const queryClient = useQueryClient();
  const { token } = useSearch({ from: '/verify-email' });
  const [state, setState] = useState<State>({ at: 'working' });
  const sent = useRef(false);
  useHead({ title: 'Confirm your e-mail', canonical: null });
  useEffect(() => {
    if (sent.current || !token) return;
    sent.current = true;
    api.verifyEmail(token).then(
      () => {
        setState({ at: 'done' });
        void queryClient.invalidateQueries({ queryKey: ['me'] });
      },
      (error: unknown) => setState({ at: 'refused', error }),
    );
  }, [api, queryClient, token]);
  return (
    <Page title="Confirm your e-mail" width="narrow">
      {!token && (
        <Notice tone="failed">This link is not complete. Open the link in the message as a whole.</Notice>
      )}
      {token && state.at === 'working' && (
        <Notice tone="waiting" role="status">
          Confirming your address
        </Notice>
      )}
      {state.at === 'done' && (
        <Notice
          tone="passed"
          role="status"
          title="Your e-mail is confirmed"
          actions={
            <Link to={me ? '/dashboard' : '/sign-in'} className={buttonClass('primary', 'small')}>
              {me ? 'Go to the dashboard' : 'Sign in'}
            </Link>
          }
        />
      )}
      {state.at === 'refused' &&
        (me?.emailVerified ? (
          <Notice tone="passed" title="Your e-mail is confirmed already" />
        ) : (
          <div className={page.stack}>
            <ProblemNotice error={state.error} />
            <p>
              <Link to="/account">Your account</Link> can send the message again.
            </p>
          </div>
        ))}
    </Page>
  );
}
