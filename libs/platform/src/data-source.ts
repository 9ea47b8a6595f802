import type { DataSourceOptions, EntityTarget, ObjectLiteral } from 'typeorm';
import { OutboxRow } from './outbox.tables.js';

/** How TypeORM reaches PostgreSQL. Migrations are added by the migrate step alone. */
export function dataSourceOptions(url: string, entities: EntityTarget<ObjectLiteral>[], poolSize = 10) {
  return {
    type: 'postgres',
    url,
    entities: [OutboxRow, ...entities] as never,
    poolSize,
    synchronize: false,
    // gen_random_uuid() is built in; no extension, no superuser.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'each',
    applicationName: 'fretboard',
  } as const satisfies DataSourceOptions;
}
