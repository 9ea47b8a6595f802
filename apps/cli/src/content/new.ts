import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { exerciseKind, slug as slugSchema } from '#contract';
import { checkContent, formatFinding, readContent } from '#content';
import type { ContentConfig } from './config.js';
import { skeleton } from './skeleton.js';

/** Never writes over anything: a folder of that name ends the command. */
export async function newCommand(args: string[], { root }: ContentConfig): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      kind: { type: 'string', default: 'implement' },
      skill: { type: 'string', default: 'name-a-skill' },
    },
  });
  const slug = slugSchema.safeParse(positionals[0]);
  const kind = exerciseKind.safeParse(values.kind);
  if (!slug.success || positionals.length !== 1) {
    console.error('Name one new exercise, for example: npm run content -- new cart-total --kind fix');
    return 2;
  }
  if (!kind.success) {
    console.error(`There is no kind "${values.kind}". Choose one of: ${exerciseKind.options.join(', ')}.`);
    return 2;
  }
  const folder = join(root, 'exercises', slug.data);
  if (await stat(folder).catch(() => null)) {
    console.error(`exercises/${slug.data} exists already.`);
    return 1;
  }
  for (const [path, text] of skeleton(slug.data, kind.data, values.skill)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  console.log(`Wrote exercises/${slug.data}. What is missing now:\n`);
  const findings = checkContent(await readContent(root)).filter(({ file }) =>
    file.startsWith(`exercises/${slug.data}`),
  );
  for (const finding of findings) console.log(formatFinding(finding));
  console.log(
    `\nThe author's guide is exercises/README.md; see where you are with: npm run content -- prove ${slug.data}`,
  );
  return 0;
}
