import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from './path-of.js';

export interface WebOptions {
  /** Folder with `client/` and `server/entry-server.js`, as `vite build` writes them. */
  readonly dir: string;
  /** Scheme and host as readers see them, for canonical addresses; from the request when it is not set. */
  readonly origin?: string;
}

interface Renderer {
  render(request: {
    url: string;
    nonce: string;
    fetch: typeof fetch;
    cookie?: string;
    origin?: string;
  }): Promise<{ status: number; html: string; headers?: Record<string, string> }>;
}

const YEAR_S = 31_536_000;
const HOUR_S = 3_600;

/** No `unsafe-inline` and no other host. Trusted Types leave one door for HTML: the policy of our own content. */
const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types fretboard',
  ].join('; ');

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-frame-options': 'DENY',
};

const noSniffing = (reply: Pick<FastifyReply, 'header'>) =>
  void reply.header('x-content-type-options', 'nosniff');

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

async function sendCompressed(
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
): Promise<FastifyReply> {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  reply.header('vary', 'accept-encoding, cookie');
  if (/\bbr\b/.test(accepted)) {
    // Quality 4 costs about as much time as gzip and sends a fifth less.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    return reply.header('content-encoding', 'br').send(await brotli(text, { params }));
  }
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(await gzipped(text));
  return reply.send(text);
}

/** What a page reads while it is rendered: the API itself, without a socket, as the person who asks. */
function apiFetch(fastify: FastifyInstance, request: FastifyRequest): typeof fetch {
  return async (input, init) => {
    const target =
      input instanceof Request ? input : new Request(new URL(String(input), 'http://localhost'), init);
    const url = new URL(target.url);
    const headers: Record<string, string> = {
      ...Object.fromEntries(target.headers),
      'x-request-id': request.id,
    };
    if (request.headers.cookie) headers.cookie = request.headers.cookie;
    const answer = await fastify.inject({
      method: target.method as 'GET',
      url: url.pathname + url.search,
      headers,
      remoteAddress: request.ip,
      ...(target.body ? { payload: await target.text() } : {}),
    });
    const answerHeaders = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) answerHeaders.set(name, String(value));
    const bodiless = answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(bodiless ? null : answer.body, { status: answer.statusCode, headers: answerHeaders });
  };
}

const faultPage = (requestId: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Something went wrong · Fretboard</title>
<h1>Something went wrong on our side</h1><p>Nothing you did caused this and nothing was lost. Load the page again in a moment.</p>
<p>If it stays, tell us this request id: <code>${requestId.replace(/[^\w.-]/g, '')}</code></p></html>`;

const originOf = (request: FastifyRequest, options: WebOptions) =>
  options.origin ?? `${request.protocol}://${request.host}`;

async function sendPage(
  fastify: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  options: WebOptions,
  renderer: Promise<Renderer>,
): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const cookie = request.headers.cookie;
  reply.headers({ ...securityHeaders, 'content-security-policy': contentSecurityPolicy(nonce) });
  // A nonce is for one response, so no shared cache may keep a page.
  reply.type('text/html; charset=utf-8').header('cache-control', 'private, no-cache');
  try {
    const page = await (
      await renderer
    ).render({
      url: request.url,
      nonce,
      fetch: apiFetch(fastify, request),
      origin: originOf(request, options),
      ...(cookie ? { cookie } : {}),
    });
    reply.code(page.status).headers(page.headers ?? {});
    return await sendCompressed(request, reply, page.html);
  } catch (fault) {
    request.log.error({ err: fault, url: request.url.split('?')[0] }, 'A page could not be rendered');
    return reply.code(500).send(faultPage(request.id));
  }
}

async function sitemap(fastify: FastifyInstance, origin: string): Promise<string> {
  const slugs = async (url: string) => {
    const answer = await fastify.inject({ url });
    return answer.json<{ items: { slug: string }[] }>().items.map(({ slug }) => slug);
  };
  const [skills, exercises] = await Promise.all([slugs('/api/v1/skills'), slugs('/api/v1/exercises')]);
  const paths = [
    '/',
    '/skills',
    '/exercises',
    ...skills.map((slug) => `/skills/${slug}`),
    ...exercises.map((slug) => `/exercises/${slug}`),
  ];
  const urls = paths.map((path) => `<url><loc>${origin}${path}</loc></url>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`;
}

const robots = (origin: string) =>
  `User-agent: *\nDisallow: /api/\nDisallow: /account\nDisallow: /admin/\nDisallow: /dashboard\nDisallow: /progress\n\nSitemap: ${origin}/sitemap.xml\n`;

/**
 * Serves the web: built files, and every other GET as a page rendered on the server. Paths of the API are left
 * alone, so an unknown one stays a problem document.
 */
export async function registerWeb(fastify: FastifyInstance, options: WebOptions): Promise<void> {
  const clientDir = join(options.dir, 'client');
  const entry = join(options.dir, 'server', 'entry-server.js');
  let renderer: Promise<Renderer> | undefined;
  const openRenderer = () =>
    (renderer ??= (import(pathToFileURL(entry).href) as Promise<Renderer>).catch((fault: unknown) => {
      renderer = undefined; // a build that is still being written is tried again with the next page
      throw fault;
    }));

  if (existsSync(clientDir)) {
    await fastify.register(fastifyStatic, {
      root: join(clientDir, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: YEAR_S * 1000,
      preCompressed: true,
      index: false,
      decorateReply: false,
      setHeaders: noSniffing,
    });
    await fastify.register(fastifyStatic, {
      root: clientDir,
      prefix: '/',
      wildcard: false,
      globIgnore: ['assets/**', '.vite/**', '**/*.br', '**/*.gz'],
      maxAge: HOUR_S * 1000,
      preCompressed: true,
      index: false,
      decorateReply: false,
      dotfiles: 'ignore',
      setHeaders: noSniffing,
    });
  }

  fastify.get('/robots.txt', (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(robots(originOf(request, options))),
  );
  fastify.get('/sitemap.xml', async (request, reply) =>
    reply.type('application/xml').send(await sitemap(fastify, originOf(request, options))),
  );
  fastify.get('/*', (request, reply) => {
    if (/^\/(api|health|metrics|assets)(\/|$)/.test(pathOf(request.url))) return reply.callNotFound();
    return sendPage(fastify, request, reply, options, openRenderer());
  });
}
