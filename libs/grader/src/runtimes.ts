import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const runtimeInfo = z.object({
  name: z.string(),
  python: z.string(),
  prefix: z.string(),
  libs: z.array(z.string()),
  site: z.string(),
  pythonVersion: z.string(),
  djangoVersion: z.string(),
  requirementsHash: z.string(),
});
/** One installed Python with its packages, as its `runtime.json` describes it. */
export type RuntimeInfo = z.infer<typeof runtimeInfo>;

/** Complete runtimes below `folder`, by name. A folder without a readable `runtime.json` is one being installed. */
export async function readRuntimes(folder: string): Promise<RuntimeInfo[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .toSorted((a, b) => a.localeCompare(b, 'en'))
      .map(async (name) => {
        const text = await readFile(join(folder, name, 'runtime.json'), 'utf8').catch(() => null);
        if (text === null) return null;
        try {
          return runtimeInfo.parse(JSON.parse(text));
        } catch {
          return null;
        }
      }),
  );
  return found.filter((info) => info !== null);
}
