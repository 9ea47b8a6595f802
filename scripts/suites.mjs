/** Where the tests of each project of Vitest lie: `vitest.config.ts` runs them, `steps.mjs` knows which are kept. */
export const suites = {
  house: 'test/house/**/*.test.ts',
  unit: '{apps,libs}/*/src/**/*.test.{ts,tsx}', // and room: both live beside what they test
  journey: 'test/journeys/**/*.test.ts',
  attack: 'test/attacks/**/*.test.ts',
};
