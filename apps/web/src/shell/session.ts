import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import type { Me } from '#contract';
import type { Api } from '../api/api.js';
import { meQuery } from '../api/queries.js';
import { adoptDrafts } from '../exercise/draft-keys.js';

/** E-mail of the person whose session ended under their hands; null while all is well. */
export function useSessionEnded(api: Api, me: Me | null): [string | null, () => void] {
  const [email, setEmail] = useState<string | null>(null);
  const current = me?.email ?? null;
  useEffect(() => {
    const stop = api.onSessionEnd(() => {
      if (current) setEmail(current);
    });
    return stop;
  }, [api, current]);
  return [email, useCallback(() => setEmail(null), [])];
}

/** Makes the app forget or learn whose pages it shows. */
export function useSession() {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { api } = router.options.context;
  return {
    async begin(me: Me): Promise<void> {
      adoptDrafts(me.id);
      queryClient.removeQueries({ predicate: ({ queryKey }) => PERSONAL.has(String(queryKey[0])) });
      queryClient.setQueryData(meQuery(api).queryKey, me);
      await router.invalidate();
    },
    async end(): Promise<void> {
      await api.signOut();
      // A page rendered for somebody else must not stay in memory: start over.
      window.location.assign('/');
    },
  };
}

const PERSONAL: ReadonlySet<string> = new Set([
  'progress',
  'next',
  'submissions',
  'submission',
  'hints',
  'solutions',
  'sessions',
  'tokens',
  'people',
  'role-changes',
]);
