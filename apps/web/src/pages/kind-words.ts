import type { ExerciseKind } from '#contract';

export const kindWords: Record<ExerciseKind, string> = {
  implement: 'build',
  fix: 'repair',
  orm: 'queries',
  sql: 'SQL',
  'write-tests': 'write tests',
  migrate: 'migrate',
  ci: 'pipeline',
  'deploy-check': 'deployment',
  javascript: 'browser',
  shell: 'command line',
  review: 'with a mentor',
};
