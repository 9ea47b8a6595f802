import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { LearningModule } from '#learning';
import { CONFIG } from '#platform';
import type { ApiConfig } from '../config.js';
import { AccessGuard } from './access-guard.js';
import { PasswordStrategy } from './password-strategy.js';
import { RateGuard } from './rate-guard.js';
import { SessionCookie } from './session-cookie.js';
import { SessionStrategy } from './session-strategy.js';
import { TokenStrategy } from './token-strategy.js';

/** The order of the guards is the order of their work. */
@Module({
  imports: [
    LearningModule,
    ThrottlerModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: ApiConfig) => ({
        throttlers: [{ ttl: 60_000, limit: config.REQUESTS_PER_MINUTE }],
        skipIf: () => config.REQUESTS_PER_MINUTE === 0,
        setHeaders: false,
      }),
    }),
  ],
  providers: [
    PasswordStrategy,
    SessionStrategy,
    TokenStrategy,
    SessionCookie,
    { provide: APP_GUARD, useClass: RateGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SessionCookie],
})
export class AuthModule {}
