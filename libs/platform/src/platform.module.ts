import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Clock } from './clock.js';
import { CONFIG, type PlatformConfig } from './config.js';
import { dataSourceOptions } from './data-source.js';
import { Db } from './db.js';
import { loggingModule } from './logging.js';
import { Notices } from './notices.js';
import { Outbox } from './outbox.js';
import { queueModules, Queues } from './queue.js';

const providers: Provider[] = [Clock, Db, Notices, Outbox, Queues];

/** Everything a door needs before it opens. The only global module. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: PlatformConfig, entities: EntityTarget<ObjectLiteral>[]): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        {
          module: ConfigModule,
          global: true,
          providers: [{ provide: CONFIG, useValue: config }],
          exports: [CONFIG],
        },
        loggingModule(),
        TypeOrmModule.forRoot({
          ...dataSourceOptions(config.DATABASE_URL, entities, config.DATABASE_POOL),
          retryAttempts: 20,
          retryDelay: 500,
        }),
        ...queueModules(),
      ],
      providers,
      exports: [...providers],
    };
  }
}

@Module({})
class ConfigModule {}
