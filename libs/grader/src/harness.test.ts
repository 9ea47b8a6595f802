import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readRuntimes } from './runtimes.js';

const root = resolve(import.meta.dirname, '../../..');
const runtimes = await readRuntimes(resolve(root, process.env['DATA_DIR'] || '.data', 'runtimes'));

test.each(runtimes)(
  'the Python tests of the harness pass on $name',
  { timeout: 180_000 },
  async (runtime) => {
    const args = ['-B', '-m', 'unittest', 'discover', '-t', '.', '-s', 'tests'];
    const { stderr } = await promisify(execFile)(runtime.python, args, {
      cwd: resolve(root, 'libs/grader/harness'),
      env: { RUNTIME_SITE: runtime.site },
    });
    expect(stderr).toMatch(/^OK( \(skipped=\d+\))?$/m);
  },
);
