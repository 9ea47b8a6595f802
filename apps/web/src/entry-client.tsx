import './ui/tokens.css';
import './ui/base.css';
import { hydrate } from '@tanstack/react-query';
import { createBrowserHistory } from '@tanstack/react-router';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { Api } from './api/api.js';
import { createQueryClient } from './api/queries.js';
import { App } from './app.js';
import { createAppRouter } from './router.js';

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) return;
  const api = new Api((request) => fetch(request), '');
  const queryClient = createQueryClient();
  const state = document.getElementById('state')?.textContent;
  if (state) hydrate(queryClient, JSON.parse(state));

  const router = createAppRouter({ api, queryClient }, createBrowserHistory());
  const rendered = root.hasChildNodes() && !('fresh' in root.dataset);
  // The server renders without the router's own Suspense boundary; this makes the first client render do the same.
  if (rendered) router.ssr = { manifest: undefined };
  // Fetches the code of the page, so that it can be hydrated in one go.
  await router.load();
  const app = <App api={api} queryClient={queryClient} router={router} />;
  if (rendered) {
    hydrateRoot(root, app, {
      onRecoverableError: (error) =>
        window.dispatchEvent(new CustomEvent('fretboard:mismatch', { detail: String(error) })),
    });
  } else createRoot(root).render(app);
  document.documentElement.dataset.ready = '';
}

void start();
