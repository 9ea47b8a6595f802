import { join, resolve } from 'node:path';
import { graderMode, type GraderMode } from '#grader';

/** Where the commands for authors find things. They need no database and no secret. */
export interface ContentConfig {
  /** Folder that holds skills/ and exercises/. npm runs its scripts in the project's root. */
  readonly root: string;
  readonly runtimesDir: string;
  readonly mode: GraderMode;
}

export function contentConfig(env: NodeJS.ProcessEnv = process.env): ContentConfig {
  const root = process.cwd();
  const runtimesDir = join(resolve(root, env['DATA_DIR'] || '.data'), 'runtimes');
  return { root, runtimesDir, mode: graderMode.parse(env['GRADER_MODE'] || 'auto') };
}
