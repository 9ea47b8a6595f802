import { Module, type DynamicModule } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { entities, LearningModule } from '#learning';
import { PlatformModule, RefuseQueries } from '#platform';
import { AuthModule } from './auth/auth.module.js';
import { Belongings } from './belongings.js';
import type { ApiConfig } from './config.js';
import { EventStreams } from './event-streams.js';
import { Exports } from './exports.js';
import { ExercisesController } from './exercises.controller.js';
import { HealthController } from './health.controller.js';
import { MailLinksController } from './mail-links.controller.js';
import { MeController } from './me.controller.js';
import { MetricsController } from './metrics.controller.js';
import { MySessionsController } from './my-sessions.controller.js';
import { MyTokensController } from './my-tokens.controller.js';
import { PathsController } from './paths.controller.js';
import { PeopleController } from './people.controller.js';
import { RolesController } from './roles.controller.js';
import { SessionController } from './session.controller.js';
import { ProblemsController } from './problems.controller.js';
import { ProgressController } from './progress.controller.js';
import { QueueController } from './queue.controller.js';
import { RecommendationsController } from './recommendations.controller.js';
import { SkillsController } from './skills.controller.js';
import { SubmissionsController } from './submissions.controller.js';

@Module({
  imports: [LearningModule, AuthModule],
  controllers: [
    MailLinksController,
    MeController,
    MySessionsController,
    MyTokensController,
    PeopleController,
    RolesController,
    SessionController,
    HealthController,
    MetricsController,
    ProblemsController,
    SkillsController,
    PathsController,
    ExercisesController,
    ProgressController,
    RecommendationsController,
    SubmissionsController,
    QueueController,
  ],
  providers: [Belongings, EventStreams, Exports, { provide: APP_INTERCEPTOR, useClass: RefuseQueries }],
})
export class ApiModule {
  static forRoot(config: ApiConfig): DynamicModule {
    return { module: ApiModule, imports: [PlatformModule.forRoot(config, entities)] };
  }
}
