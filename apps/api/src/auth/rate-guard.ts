import { Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#platform';

/**
 * A ceiling on requests from one address, counted in this process: it keeps one machine from taking the service away
 * from the others. Guessing passwords is limited apart, in the database.
 */
@Injectable()
export class RateGuard extends ThrottlerGuard {
  /** Probes of whatever keeps the service alive must not be refused. */
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    const { routeOptions } = context.switchToHttp().getRequest<FastifyRequest>();
    return routeOptions.url?.startsWith('/health/') ?? false;
  }

  /** One budget for all routes together. */
  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override async throwThrottlingException(
    _context: ExecutionContext,
    { timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    const seconds = Math.max(1, timeToBlockExpire);
    throw new Problem(
      'too-many-requests',
      undefined,
      { retryAfter: seconds },
      { 'retry-after': String(seconds) },
    );
  }
}
