import { parseArgs } from 'node:util';
import { checkContent, formatFinding, plannedSkills, readContent } from '#content';
import type { ContentConfig } from './config.js';

/** Findings below the paths given, or all. A rule often looks across files, so everything is read in any case. */
export async function checkCommand(args: string[], { root }: ContentConfig): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const content = await readContent(root);
  const wanted = positionals.map((path) => path.replace(/^\.\//, '').replace(/\/$/, ''));
  const findings = checkContent(content).filter(
    ({ file }) => wanted.length === 0 || wanted.some((path) => file === path || file.startsWith(`${path}/`)),
  );
  for (const finding of findings) console.log(formatFinding(finding));

  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const planned = plannedSkills(content).length;
  console.log(
    `${content.skills.length} skills (${planned} planned), ${content.paths.length} paths, ` +
      `${content.exercises.length} exercises: ${errors} errors, ${findings.length - errors} warnings`,
  );
  return errors === 0 ? 0 : 1;
}
