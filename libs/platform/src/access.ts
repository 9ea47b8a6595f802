import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { Role, Scope } from '#contract';
import { Problem } from './problem.js';

/** The caller of a request, as the door's guard found it. */
export interface Who {
  readonly personId: string;
  readonly roles: readonly Role[];
  /** A person in a browser, or a program with a token and its scopes. */
  readonly by:
    | { readonly kind: 'session'; readonly sessionId: string }
    | { readonly kind: 'token'; readonly tokenId: string; readonly scopes: readonly Scope[] };
}

export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'session' }
  | { readonly kind: 'person'; readonly scope: Scope }
  | { readonly kind: 'role'; readonly role: Role; readonly scope?: Scope };

export const ACCESS = 'fretboard:access';

const access = (value: Access, ...more: MethodDecorator[]) =>
  applyDecorators(SetMetadata(ACCESS, value), ApiExtension('x-access', value), ...more);

/** Anybody may call it. */
export const Public = () => access({ kind: 'public' });
/** A person signed in through the web; tokens are refused, so that a leaked token cannot take over an account. */
export const BySession = () => access({ kind: 'session' }, ApiCookieAuth('session'));
/** A signed-in person, or a token with this scope. */
export const ByPerson = (scope: Scope) =>
  access({ kind: 'person', scope }, ApiCookieAuth('session'), ApiBearerAuth('token'));
/** A signed-in person with this role; with a scope also a token of such a person that has it. */
export const ByRole = (role: Role, scope?: Scope) =>
  scope
    ? access({ kind: 'role', role, scope }, ApiCookieAuth('session'), ApiBearerAuth('token'))
    : access({ kind: 'role', role }, ApiCookieAuth('session'));

export interface WithWho {
  who?: Who;
}

/** The caller; the guard has let nobody else through. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Who => {
  const { who } = context.switchToHttp().getRequest<WithWho>();
  if (!who) throw new Problem('sign-in-required');
  return who;
});
