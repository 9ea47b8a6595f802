import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { OpenAPIObject } from '@nestjs/swagger';
import { beforeAll, describe, expect, it } from 'vitest';
import { openApiDocument, readConfig } from '#platform';
import { createApi } from '../../apps/api/src/app.js';
import { apiConfig } from '../../apps/api/src/config.js';
import { root } from './sources.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
let document: OpenAPIObject;
beforeAll(async () => {
  const config = readConfig(apiConfig, {
    DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
    LOG_LEVEL: 'silent',
  });
  const app = await createApi(config, { preview: true });
  document = openApiDocument(app);
  await app.close();
});

const routes = () =>
  Object.entries(document.paths).flatMap(([url, item]) =>
    METHODS.flatMap((method) => {
      const route = item[method];
      return route ? [{ name: `${method.toUpperCase()} ${url}`, route }] : [];
    }),
  );

describe('the HTTP surface', () => {
  it('is what libs/contract/openapi.json says', async () => {
    await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
      '../../libs/contract/openapi.json',
    );
  });

  it('is what the typed client of the web was generated from', async () => {
    // From what the code says now, so that both files are renewed in one go.
    const folder = mkdtempSync(path.join(tmpdir(), 'fretboard-openapi-'));
    const file = path.join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const cli = path.join(root, 'node_modules/openapi-typescript/bin/cli.js');
    const { stdout } = await promisify(execFile)(process.execPath, [cli, file], { maxBuffer: 2 ** 25 });
    rmSync(folder, { recursive: true });
    await expect(stdout).toMatchFileSnapshot('../../apps/web/src/api.d.ts');
  });

  it('says of every route who may call it', () => {
    const silent = routes()
      .filter(({ route }) => !('x-access' in route))
      .map(({ name }) => name);
    expect(silent).toEqual([]);
  });

  it('says of every route what it answers and what it is for', () => {
    const silent = routes()
      .filter(
        ({ route }) =>
          !route.summary || !Object.keys(route.responses).some((status) => status.startsWith('2')),
      )
      .map(({ name }) => name);
    expect(silent).toEqual([]);
  });

  it('gives every answer with content a schema', () => {
    const open = routes().flatMap(({ name, route }) =>
      Object.entries(route.responses).flatMap(([status, response]) => {
        const content = response && 'content' in response ? response.content : undefined;
        const stream = name.endsWith('/events');
        return status.startsWith('2') && status !== '204' && status !== '202' && !content && !stream
          ? [`${name} ${status}`]
          : [];
      }),
    );
    expect(open).toEqual([]);
  });
});
