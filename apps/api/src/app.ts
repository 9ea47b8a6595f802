import 'reflect-metadata';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import { StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Logger } from 'nestjs-pino';
import {
  openApiDocument,
  Problem,
  problemDocument,
  ProblemFilter,
  REQUEST_ID_HEADER,
  requestId,
  validationPipe,
} from '#platform';
import { ApiModule } from './api.module.js';
import type { ApiConfig } from './config.js';
import { answerUnchanged } from './content-version.js';
import { acceptJson } from './json-body.js';
import { refuseOtherMethods } from './methods.js';
import { pathOf } from './path-of.js';
import { answerUnreadable } from './unreadable.js';
import { registerWeb } from './web.js';

/** Of one request; a hand-in is at most 256 kB of text, which JSON escapes can make a few times longer. */
const BODY_LIMIT = 1_048_576;

/** Builds the whole HTTP surface without listening; `preview` leaves out database and queue, for the document alone. */
export async function createApi(
  config: ApiConfig,
  options: { preview?: boolean } = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: config.TRUST_PROXY ? config.TRUST_PROXY.split(',').map((address) => address.trim()) : false,
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestId(request.headers[REQUEST_ID_HEADER]),
    clientErrorHandler: answerUnreadable,
    // An address that cannot be decoded never reaches a route, nor the filter.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      const document = problemDocument(new Problem('not-found'), request);
      void reply.code(document.status).type('application/problem+json; charset=utf-8').send(document);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config), adapter, {
    bodyParser: false,
    bufferLogs: !options.preview,
    abortOnError: false,
    preview: options.preview ?? false,
    ...(options.preview ? { logger: ['error' as const] } : {}),
  });
  if (!options.preview) app.useLogger(app.get(Logger));
  const fastify = adapter.getInstance();
  acceptJson(fastify);
  answerUnchanged(fastify);
  refuseOtherMethods(fastify);
  fastify.addHook('onSend', async (request, reply) => {
    reply.headers({
      [REQUEST_ID_HEADER]: request.id,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    });
    if (pathOf(request.url).startsWith('/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
  await app.register(cookie as never);
  await app.register(compress as never, { encodings: ['br', 'gzip'], threshold: 1_024 } as never);
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new StandardSchemaSerializerInterceptor(app.get(Reflector, { strict: false })));
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  // The viewer's files come from its npm package; nothing is loaded from elsewhere.
  if (!options.preview) {
    SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
      jsonDocumentUrl: 'api/openapi.json',
      customSiteTitle: 'Fretboard API',
    });
  }
  if (!options.preview && config.WEB_DIR)
    await registerWeb(fastify, {
      dir: path.resolve(config.WEB_DIR),
      origin: new URL(config.PUBLIC_URL).origin,
    });
  return app;
}
