import { createRoute, createRouter, lazyRouteComponent, type RouterHistory } from '@tanstack/react-router';
import { root, type RouterContext } from './root-route.js';
import { accountRoutes } from './routes-account.js';
import { learningRoutes } from './routes-learning.js';
import { NotFoundPage, PagePending, PageProblem } from './shell/states.js';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Source of the page's module: the server names its chunk in the document. */
    module?: string;
  }
  interface Register {
    router: AppRouter;
  }
}

/** Every component in every state; a page of the development server only. */
const gallery = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/ui',
        component: lazyRouteComponent(() => import('./ui/gallery.page.js'), 'GalleryPage'),
      }),
    ]
  : [];

const routeTree = root.addChildren([...learningRoutes, ...accountRoutes, ...(gallery as [])]);

export function createAppRouter(context: RouterContext, history: RouterHistory) {
  return createRouter({
    routeTree,
    context,
    history,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: PageProblem,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingComponent: PagePending,
    defaultPendingMs: 250,
    defaultPendingMinMs: 300,
    // On the server it would only add an inline script.
    scrollRestoration: typeof window !== 'undefined',
    trailingSlash: 'never',
    search: { strict: true },
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;
