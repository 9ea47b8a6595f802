import { Injectable, type ExecutionContext } from '@nestjs/common';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-local';
import { signIn } from '#contract';
import { Account, type Proof } from '#learning';
import { invalid, Problem } from '#platform';

/** Passport's local strategy: e-mail and password from the body. */
@Injectable()
export class PasswordStrategy extends PassportStrategy(Strategy, 'password') {
  constructor(private readonly account: Account) {
    super({ usernameField: 'email', passReqToCallback: true });
  }

  validate(request: FastifyRequest, email: string, password: string): Promise<Proof> {
    return this.account.authenticate(email, password, request.ip);
  }
}

/** Guards run before the body is validated, so this one validates it. */
@Injectable()
export class PasswordGuard extends AuthGuard('password') {
  override canActivate(context: ExecutionContext) {
    const request = context.switchToHttp().getRequest<{ body: unknown }>();
    const parsed = signIn.strict().safeParse(request.body);
    if (!parsed.success) throw invalid(parsed.error.issues);
    request.body = parsed.data;
    return super.canActivate(context);
  }

  override getAuthenticateOptions() {
    return { session: false, property: 'proved' };
  }

  override handleRequest<T>(error: unknown, proved: T | false): T {
    if (error) throw error;
    // Passport itself refuses an empty password.
    if (!proved) throw new Problem('wrong-credentials');
    return proved;
  }
}
