import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { ACCESS, CONFIG, Problem, type Access, type Who, type WithWho } from '#platform';
import type { ApiConfig } from '../config.js';
import { namesToken, requireSameSite } from './same-site.js';

/** Stands before every route: finds the caller and compares with what the route says. What says nothing is closed. */
@Injectable()
export class AccessGuard extends AuthGuard(['api-token', 'session-cookie']) {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: ApiConfig,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & WithWho>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!access) throw new Problem('forbidden', 'This address does not say who may call it.');
    requireSameSite(request, this.config.PUBLIC_URL);
    await super.canActivate(context);
    requireAccess(access, request.who);
    return true;
  }

  override getAuthenticateOptions() {
    return { session: false, property: 'who' satisfies keyof WithWho };
  }

  /** Nobody is fine for now, but a token that does not hold is refused everywhere: its owner wants to know. */
  override handleRequest<T>(error: unknown, who: T | false, _info: unknown, context: ExecutionContext): T {
    if (error) throw error;
    if (!who && namesToken(context.switchToHttp().getRequest<FastifyRequest>()))
      throw signInRequired('The token is unknown or has expired.');
    return (who || undefined) as T;
  }
}

function requireAccess(access: Access, who: Who | undefined): void {
  if (access.kind === 'public') return;
  if (!who) throw signInRequired();
  if (who.by.kind === 'token') {
    const scope = access.kind === 'session' ? undefined : access.scope;
    if (!scope)
      throw new Problem('forbidden', 'A token cannot do this. Sign in with a browser.', { needs: 'session' });
    if (!who.by.scopes.includes(scope))
      throw new Problem('forbidden', `The token has no scope "${scope}".`, { needs: scope });
  }
  if (access.kind === 'role' && !who.roles.includes(access.role))
    throw new Problem('forbidden', `Only a ${access.role} may do this.`, { needs: access.role });
}

/** RFC 9110 wants a challenge with every 401. */
const signInRequired = (
  detail = 'Sign in with a browser, or send a token of your account: `Authorization: Bearer <token>`.',
) => new Problem('sign-in-required', detail, {}, { 'www-authenticate': 'Bearer realm="Fretboard"' });
