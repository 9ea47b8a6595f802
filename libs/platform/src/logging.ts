import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LoggerModule } from 'nestjs-pino';
import type { DynamicModule } from '@nestjs/common';
import { CONFIG, type PlatformConfig } from './config.js';

/** Header and field names that may carry a secret; nothing that bears one of them is written. */
const redact = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  '*.password',
  '*.token',
];

export const REQUEST_ID_HEADER = 'x-request-id';

/** A client may hand us an id to follow its request; anything but a plain word is replaced. */
export function requestId(given: unknown): string {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

interface Mounted extends IncomingMessage {
  /** What the framework cuts off `url` while a middleware runs. */
  readonly originalUrl?: string;
}

/** Says nothing of probes, and what is said of a request once: the framework hands those outside the prefix over twice. */
function ignoring(): (request: Mounted) => boolean {
  const seen = new WeakSet<Mounted>();
  return (request) => {
    if (seen.has(request)) return true;
    seen.add(request);
    return (request.originalUrl ?? request.url ?? '').startsWith('/health/');
  };
}

export const loggingModule = (): DynamicModule =>
  LoggerModule.forRootAsync({
    inject: [CONFIG],
    useFactory: (config: PlatformConfig) => ({
      pinoHttp: {
        level: config.LOG_LEVEL,
        redact,
        customLogLevel: (_request, response, error) =>
          error || response.statusCode >= 500 ? 'error' : 'info',
        // Query strings may hold one-time tokens of links in mails.
        serializers: {
          req: (request: { id: string; method: string; url: string }) => ({
            id: request.id,
            method: request.method,
            url: request.url.split('?')[0],
          }),
          res: (response: { statusCode: number }) => ({ statusCode: response.statusCode }),
        },
        autoLogging: { ignore: ignoring() },
      },
    }),
  });
