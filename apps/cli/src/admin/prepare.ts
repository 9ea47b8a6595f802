import { loadCommand } from './load.js';
import { migrateCommand } from './migrate.js';

/**
 * What `npm start` does before it serves, in one process: migrate, load and, with --demo, the sample people, whose sign-ins
 * are then the last line printed.
 */
export async function prepareCommand(args: string[]): Promise<number> {
  const code = (await migrateCommand()) || (await loadCommand([]));
  if (code !== 0 || !args.includes('--demo')) return code;
  const { demoCommand } = await import('./demo.js');
  return demoCommand([]);
}
