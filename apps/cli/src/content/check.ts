import { parseArgs } from 'node:util';
import { checkContent, formatFinding, plannedSkills, readContent } from '#content';
import type { ContentConfig } from './config.js';

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`;

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
    `${count(content.skills.length, 'skill')} (${planned} planned), ${count(content.paths.length, 'path')}, ` +
      `${count(content.exercises.length, 'exercise')}: ${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`,
  );
  return errors === 0 ? 0 : 1;
}
