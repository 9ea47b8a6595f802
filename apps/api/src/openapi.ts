import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { openApiDocument, readConfig } from '#platform';
import { createApi } from './app.js';
import { apiConfig } from './config.js';

/** Writes the document of the HTTP surface to the file named, without database or queue. */
const app = await createApi(
  readConfig(apiConfig, { DATABASE_URL: 'postgres://nobody@127.0.0.1/none', LOG_LEVEL: 'silent' }),
  { preview: true },
);
await writeFile(
  process.argv[2] ?? 'libs/contract/openapi.json',
  `${JSON.stringify(openApiDocument(app), null, 2)}\n`,
);
await app.close();
