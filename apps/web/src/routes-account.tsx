import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  pathsQuery,
  peopleQuery,
  queueQuery,
  roleChangesQuery,
  sessionsQuery,
  skillsQuery,
  tokensQuery,
} from './api/queries.js';
import { root, signedIn } from './root-route.js';
import { back, words, type Search } from './search.js';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: back,
  staticData: { module: 'src/pages/sign-in.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/sign-in.page.js'), 'SignInPage'),
});

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  validateSearch: back,
  staticData: { module: 'src/pages/sign-up.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/sign-up.page.js'), 'SignUpPage'),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  staticData: { module: 'src/pages/password.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/password.page.js'), 'ForgotPasswordPage'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: words('token'),
  staticData: { module: 'src/pages/password.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/password.page.js'), 'ResetPasswordPage'),
});

const verifyEmail = createRoute({
  getParentRoute: () => root,
  path: '/verify-email',
  validateSearch: words('token'),
  staticData: { module: 'src/pages/verify-email.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/verify-email.page.js'), 'VerifyEmailPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  beforeLoad: signedIn,
  staticData: { module: 'src/pages/account.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/account.page.js'), 'AccountPage'),
  loader: async ({ context: { queryClient, api } }) => {
    await Promise.all([
      queryClient.ensureQueryData(skillsQuery(api)),
      queryClient.ensureQueryData(pathsQuery(api)),
      queryClient.ensureQueryData(sessionsQuery(api)),
      queryClient.ensureQueryData(tokensQuery(api)),
    ]);
  },
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/admin/people',
  beforeLoad: signedIn,
  validateSearch: (search: Search): { q?: string } => words('q')(search),
  loaderDeps: ({ search }) => ({ q: search.q ?? '' }),
  staticData: { module: 'src/pages/people.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/people.page.js'), 'PeoplePage'),
  loader: async ({ context: { queryClient, api }, deps }) => {
    await Promise.all([
      queryClient.ensureQueryData(peopleQuery(api, deps.q)),
      queryClient.ensureQueryData(roleChangesQuery(api)),
    ]);
  },
});

const queue = createRoute({
  getParentRoute: () => root,
  path: '/admin/queue',
  beforeLoad: signedIn,
  staticData: { module: 'src/pages/queue.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/queue.page.js'), 'QueuePage'),
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(queueQuery(api)),
});

export const accountRoutes = [
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  verifyEmail,
  account,
  people,
  queue,
] as const;
