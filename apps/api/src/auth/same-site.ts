import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#platform';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A program's request: browsers never send a bearer token on their own, while they do send Basic credentials. */
export const namesToken = ({ headers }: { headers: IncomingHttpHeaders }): boolean =>
  /^bearer\b/i.test(headers.authorization ?? '');

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/**
 * Refuses what another site makes a browser send. Browsers say where an unsafe request comes from, in Sec-Fetch-Site
 * or in older ones in Origin; a request with neither comes from a program, which has no cookies of a victim to misuse.
 * The reasoning and its survey of browsers are those of Go's http.CrossOriginProtection (https://go.dev/pkg/net/http).
 * Sign-in is checked too, or another site could sign a visitor in to an account of its own.
 */
export function requireSameSite(request: FastifyRequest, publicUrl: string): void {
  if (SAFE.has(request.method) || namesToken(request)) return;
  const { 'sec-fetch-site': site, origin, host } = request.headers;
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new Problem('cross-site-request');
  }
  if (origin === undefined) return;
  const from = hostOf(origin);
  if (from !== undefined && (from === host || origin === new URL(publicUrl).origin)) return;
  throw new Problem('cross-site-request');
}
