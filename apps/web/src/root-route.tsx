import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, redirect } from '@tanstack/react-router';
import type { Api } from './api/api.js';
import { meQuery } from './api/queries.js';
import { Shell } from './shell/shell.js';
import { NotFoundPage, PageProblem } from './shell/states.js';

export interface RouterContext {
  readonly api: Api;
  readonly queryClient: QueryClient;
}

export const root = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageProblem,
  beforeLoad: async ({ context }) => ({
    me: await context.queryClient.ensureQueryData(meQuery(context.api)),
  }),
});

/** Pages of one's own: asks to sign in first and comes back afterwards. */
export const signedIn = ({ context, location }: { context: { me: unknown }; location: { href: string } }) => {
  if (!context.me) throw redirect({ to: '/sign-in', search: { back: location.href } });
};
