import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  readonly url: string;
  /** Ends every connection to it and removes it. */
  drop(): Promise<void>;
}

/**
 * A migrated database of one's own on the PostgreSQL of this run: ask for it in `beforeAll`, drop it in `afterAll`.
 * Cloning takes about 50 ms.
 */
export async function aDatabase(): Promise<TestDatabase> {
  const answer = await fetch(inject('databaseDoor'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The test database could not be prepared.\n${text}`);
  const server = new URL(text);
  server.pathname = '/postgres';
  const own = new URL(text);
  own.pathname = `/t_${randomUUID().replaceAll('-', '')}`;
  const name = own.pathname.slice(1);
  await query(server.href, `create database ${name} template template`);
  return { url: own.href, drop: () => query(server.href, `drop database if exists ${name} with (force)`) };
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
