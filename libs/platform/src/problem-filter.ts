import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { type ProblemName, problems } from '#contract';
import { Problem } from './problem.js';

/** The part of Fastify's request and reply that the filter needs. */
interface Request {
  id: string;
  url: string;
}
interface Reply {
  sent: boolean;
  raw: { headersSent: boolean; end(): void };
  status(code: number): Reply;
  headers(values: Record<string, string>): Reply;
  type(value: string): Reply;
  send(body: string): unknown;
}

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  requestId: string;
  [extra: string]: unknown;
}

/** What the framework itself refuses, in our words. */
const byStatus: Partial<Record<number, ProblemName>> = {
  400: 'malformed-body',
  401: 'sign-in-required',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'not-ready',
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  // Fastify's own errors (body too large, malformed JSON, content type) carry statusCode and a FST_ code.
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}

export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const name = byStatus[statusOf(error) ?? 0];
  return name && new Problem(name, problems[name].about);
}

/** A fault says nothing about itself: the standard phrase and the id to ask us with. */
export function problemDocument(error: unknown, request: Request): ProblemDocument {
  const common = { instance: request.url.split('?')[0] ?? request.url, requestId: request.id };
  const problem = problemOf(error);
  if (!problem) return { type: 'about:blank', title: STATUS_CODES[500] ?? 'Error', status: 500, ...common };
  const { status, title } = problem.spec;
  const detail = problem.detail === undefined ? {} : { detail: problem.detail };
  return { ...problem.extras, type: `/problems/${problem.problem}`, title, status, ...detail, ...common };
}

/** The one place where an error becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const reply = http.getResponse<Reply>();
    const document = problemDocument(error, request);
    if (document.status >= 500 && !(error instanceof Problem))
      this.log.error({ err: error, requestId: request.id }, 'fault');
    else this.log.log({ problem: document.type, requestId: request.id });
    // A stream of events that has begun can only be cut.
    if (reply.sent || reply.raw.headersSent) return reply.raw.end();
    const headers = error instanceof Problem ? error.headers : {};
    reply.status(document.status).headers({ 'cache-control': 'no-store', ...headers });
    reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(document));
  }
}
