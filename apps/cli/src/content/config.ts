import { join, resolve } from 'node:path';

/** Where the commands for authors find things. They need no database and no secret. */
export interface ContentConfig {
  /** Folder that holds skills/ and exercises/. npm runs its scripts in the project's root. */
  readonly root: string;
  readonly runtimesDir: string;
}

export function contentConfig(env: NodeJS.ProcessEnv = process.env): ContentConfig {
  const root = process.cwd();
  return { root, runtimesDir: join(resolve(root, env['DATA_DIR'] || '.data'), 'runtimes') };
}
