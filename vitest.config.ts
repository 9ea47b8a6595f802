import { defineConfig } from 'vitest/config';

const files = (...include: string[]) => ({ include });

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
        test: { name: 'house', ...files('test/house/**/*.test.ts'), globalSetup: ['test/global-setup.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'unit', // and room: both live beside what they test
          ...files('{apps,libs}/*/src/**/*.test.{ts,tsx}'),
          globalSetup: ['test/global-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'journey',
          ...files('test/journeys/**/*.test.ts'),
          globalSetup: ['test/global-setup.ts'],
          fileParallelism: false, // each starts processes of its own
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'attack',
          ...files('test/attacks/**/*.test.ts'),
          globalSetup: ['test/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
