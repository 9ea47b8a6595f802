import type { FastifyInstance } from 'fastify';
import { Problem, problemDocument } from '#platform';
import { pathOf } from './path-of.js';

/** Answers 405 with `Allow` where an address of the API exists and the method does not (RFC 9110, 15.5.6). */
export function refuseOtherMethods(fastify: FastifyInstance): void {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  fastify.addHook('onRoute', ({ url, method }) => {
    if (!url.startsWith('/api/') || url.includes('*')) return;
    const parts = url
      .split('/')
      .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll('.', String.raw`\.`)));
    routes.push({ pattern: new RegExp(`^${parts.join('/')}/?$`), methods: [method].flat() });
  });
  fastify.addHook('onRequest', async (request, reply) => {
    const isElsewhere = request.is404 || request.routeOptions.url?.endsWith('*');
    const path = pathOf(request.url);
    if (!isElsewhere || !path.startsWith('/api/')) return undefined;
    const allowed = new Set(routes.flatMap(({ pattern, methods }) => (pattern.test(path) ? methods : [])));
    if (allowed.size === 0 || allowed.has(request.method)) return undefined;
    const methods = [...allowed].toSorted().join(', ');
    const detail = `${request.method} is not among the methods of this address: ${methods}.`;
    const document = problemDocument(new Problem('method-not-allowed', detail), request);
    return reply
      .code(405)
      .header('allow', methods)
      .type('application/problem+json; charset=utf-8')
      .send(document);
  });
}
