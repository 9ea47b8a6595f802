import { migrateQueue, platformConfig, readConfig } from '#platform';
import { dataSource } from '../../../../migrations/data-source.js';

/** Any number, the same for every copy: two that start together on one database must not migrate it twice. */
const MIGRATION_LOCK = 4_027_351;

/** Brings tables and queue to this release; prints what it did. */
export async function migrateCommand(): Promise<number> {
  const { DATABASE_URL } = readConfig(platformConfig);
  const source = await dataSource(DATABASE_URL).initialize();
  const guard = source.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await source.runMigrations();
    await migrateQueue(DATABASE_URL);
    for (const { name } of ran) console.log(`ran ${name}`);
    console.log(ran.length === 0 ? 'The database is up to date.' : `${ran.length} migrations ran.`);
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await guard.release();
    await source.destroy();
  }
  return 0;
}
