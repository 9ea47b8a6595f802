import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContent, readContent } from '#content';

/** Three skills, one path, one exercise, no fault: what tests of content change one thing in. */
export const smallContent = join(import.meta.dirname, '../libs/content/fixtures/small');

/** A copy of the small content in a folder of its own, to plant faults in. */
export async function copyOfSmallContent() {
  const root = await mkdtemp(join(tmpdir(), 'fretboard-content-'));
  await cp(smallContent, root, { recursive: true });
  return {
    root,
    read: () => readContent(root),
    findings: async () => checkContent(await readContent(root)),
    text: (file: string) => readFile(join(root, file), 'utf8'),
    put: (file: string, text: string | Buffer) => writeFile(join(root, file), text),
    /** Throws when there is nothing to replace, so that a changed fixture cannot make a test say nothing. */
    async replace(file: string, old: string | RegExp, by: string): Promise<void> {
      const text = await readFile(join(root, file), 'utf8');
      const changed = text.replace(old, () => by);
      if (changed === text) throw new Error(`${file} does not contain ${old}`);
      await writeFile(join(root, file), changed);
    },
    remove: () => rm(root, { recursive: true }),
  };
}
export type ContentCopy = Awaited<ReturnType<typeof copyOfSmallContent>>;
