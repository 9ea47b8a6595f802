import path from 'node:path';
import { Test } from '@nestjs/testing';
import { readContent } from '#content';
import { entities, Exercises, LearningModule, Skills } from '#learning';
import { Db, PlatformModule, platformConfig, readConfig } from '#platform';

/** Puts the repository's own skills and exercises into a database. */
export async function loadContent(databaseUrl: string): Promise<void> {
  const config = readConfig(platformConfig, { DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, entities), LearningModule],
  }).compile();
  const content = await readContent(path.resolve(import.meta.dirname, '..'));
  await module.get(Db).transaction(async (tx) => {
    await module.get(Skills).load(tx, content);
    await module.get(Exercises).load(tx, content.exercises);
  });
  await module.close();
}
