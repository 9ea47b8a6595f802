import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import type { Api } from './api/api.js';
import type { AppRouter } from './router.js';
import { HeadContext, type PageHead } from './shell/page-head.js';
import { ApiContext } from './shell/services.js';

export interface AppProps {
  readonly api: Api;
  readonly queryClient: QueryClient;
  readonly router: AppRouter;
  readonly head?: PageHead;
}

export function App({ api, queryClient, router, head }: AppProps) {
  return (
    <StrictMode>
      <HeadContext value={head ?? null}>
        <ApiContext value={api}>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ApiContext>
      </HeadContext>
    </StrictMode>
  );
}
