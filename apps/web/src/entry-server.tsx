import { dehydrate } from '@tanstack/react-query';
import { createMemoryHistory } from '@tanstack/react-router';
import { renderToString } from 'react-dom/server';
import { Api } from './api/api.js';
import { createQueryClient } from './api/queries.js';
import { App } from './app.js';
import { renderDocument } from './document.js';
import { createAppRouter } from './router.js';
import { emptyHead } from './shell/page-head.js';

export interface RenderRequest {
  readonly url: string;
  readonly nonce: string;
  readonly fetch: typeof fetch;
  readonly cookie?: string;
  /** Scheme and host as the reader sees them, for canonical addresses. */
  readonly origin?: string;
}

export interface RenderAnswer {
  readonly status: number;
  readonly html: string;
  readonly headers?: Record<string, string>;
}

/** Over https the cookie carries the prefix. */
const SESSION = /(?:^|;\s*)(?:__Host-)?fretboard_session=/;
const THEME = /(?:^|;\s*)fretboard_theme=(light|dark)(?:;|$)/;

/** One page as HTML. Reads through `fetch` as the person whose cookie came along, so the first view is theirs. */
export async function render(request: RenderRequest): Promise<RenderAnswer> {
  const cookie = request.cookie ?? '';
  // The host is never dialled: the API answers its own pages in process.
  const api = new Api((read) => request.fetch(read), 'http://localhost');
  const queryClient = createQueryClient();
  // The reader waits: a second try belongs to the browser.
  queryClient.setDefaultOptions({ queries: { retry: false, staleTime: Infinity } });
  if (!SESSION.test(cookie)) queryClient.setQueryData(['me'], null);

  const router = createAppRouter(
    { api, queryClient },
    createMemoryHistory({ initialEntries: [request.url] }),
  );
  await router.load();
  const result = router._serverResult;
  if (result?.type === 'redirect') {
    return { status: 302, html: '', headers: { location: result.redirect.headers.get('location') ?? '/' } };
  }

  const head = emptyHead();
  const body = renderToString(<App api={api} queryClient={queryClient} router={router} head={head} />);
  const html = renderDocument({
    head,
    body,
    state: dehydrate(queryClient, { shouldDehydrateQuery: (query) => query.state.status === 'success' }),
    nonce: request.nonce,
    origin: request.origin ?? '',
    theme: THEME.exec(cookie)?.[1] ?? null,
    page: router.state.matches.at(-1)?.staticData.module,
  });
  queryClient.clear();
  return { status: head.status, html };
}
