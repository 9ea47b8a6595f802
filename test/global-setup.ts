import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../scripts/postgres.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test asks for the address of the template database; the first to ask starts the server. */
    databaseDoor: string;
  }
}

/**
 * One private PostgreSQL per run, started when the first test asks for it: a run of pure functions pays nothing, and a
 * broken migration fails the tests that need a database and no others.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'fretboard-test-'));
  const stops: (() => Promise<void>)[] = [];
  let template: Promise<string> | undefined;

  const start = async () => {
    const server = await startPostgres({
      dataDir: path.join(folder, 'postgres'),
      database: 'template',
      durable: false,
    });
    stops.push(() => server.stop());
    const { dataSource } = await import('../migrations/data-source.js');
    const { migrateQueue } = await import('#platform');
    const source = await dataSource(server.url).initialize();
    await source.runMigrations();
    await migrateQueue(server.url);
    await source.destroy(); // a template may have no open connection
    return server.url;
  };

  const door = createServer((_request, response) => {
    template ??= start();
    template.then(
      (url) => response.end(url),
      (error: unknown) => {
        response.statusCode = 500;
        response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      },
    );
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  project.provide('databaseDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);

  return async () => {
    door.close();
    door.closeAllConnections();
    await template?.catch(() => undefined);
    await Promise.all(stops.map((stop) => stop()));
    rmSync(folder, { recursive: true, force: true });
  };
}
