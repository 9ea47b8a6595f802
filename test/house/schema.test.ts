import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSource } from 'typeorm';
import { dataSource } from '../../migrations/data-source.js';
import { renderSchema } from '../../migrations/picture.js';
import { aDatabase, type TestDatabase } from '../database.js';

let database: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  database = await aDatabase();
  source = await dataSource(database.url).initialize();
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

describe('the schema', () => {
  it('is what migrations/schema.sql shows', async () => {
    await expect(await renderSchema(source)).toMatchFileSnapshot('../../migrations/schema.sql');
  });

  it('is what the entities say: TypeORM would change nothing', async () => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
