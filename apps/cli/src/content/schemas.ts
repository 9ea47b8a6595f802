import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonSchemas } from '#content';
import type { ContentConfig } from './config.js';

export async function schemasCommand(_args: string[], { root }: ContentConfig): Promise<number> {
  const folder = join(root, 'libs/content/schemas');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of jsonSchemas()) await writeFile(join(folder, name), text);
  console.log(`Wrote ${jsonSchemas().size} schemas into libs/content/schemas.`);
  return 0;
}
