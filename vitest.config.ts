import { defineConfig } from 'vitest/config';
import { suites } from './scripts/suites.mjs';

/** The tests of a project, and the set-up that all share. */
const suite = (name: keyof typeof suites) => ({
  name,
  include: [suites[name]],
  globalSetup: ['test/global-setup.ts'],
});

export default defineConfig({
  // The sources of #lib, not dist. An alias and not a condition, because it also reaches the global set-up.
  resolve: { alias: [{ find: /^#([a-z]+)$/, replacement: `${import.meta.dirname}/libs/$1/src/index.ts` }] },
  test: {
    isolate: false, // one module graph per worker: Nest and TypeORM are imported once
    testTimeout: 20_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } }, // one second is short on a busy machine
    projects: [
      {
        extends: true,
        test: suite('house'),
      },
      {
        extends: true,
        test: suite('unit'),
      },
      {
        extends: true,
        test: {
          ...suite('journey'),
          maxWorkers: 2, // each starts processes of its own
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          ...suite('attack'),
          maxWorkers: 2, // each opens engines of its own
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
