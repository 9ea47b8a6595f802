import { describe, expect, it } from 'vitest';
import { aTerrain, finishedTerrain, type Learner, realGraph, tell } from '../../../../test/learners.js';

const graph = await realGraph();
/** Every exercise that the skills name is written. */
const finished = finishedTerrain(graph);
/** The first six exercises, before the others are written: the rest of the graph can only be read. */
const first = aTerrain(
  graph,
  new Map([
    ['py-csv-summary', 40],
    ['http-status-by-hand', 45],
    ['first-view', 10],
    ['contact-form', 60],
    ['orm-twelve-questions', 60],
    ['book-list-n-plus-one', 50],
  ]),
);

const foundations = graph.slugs(graph.paths.get('foundations')!.required);
const jobReady = graph.slugs(graph.paths.get('job-ready')!.required);
const forms = [
  'python-basics',
  'python-classes',
  'http',
  'html-and-css',
  'terminal-and-environments',
  'project-layout',
  'urls-and-views',
  'templates',
];

interface Persona extends Learner {
  name: string;
  world?: typeof finished;
  /** Skill, what to do, codes of the reasons. */
  expected: string[];
}
const personas: Persona[] = [
  {
    name: 'Ines has never programmed and wants a first site',
    path: 'foundations',
    expected: [
      'python-basics: py-csv-summary (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'terminal-and-environments: pin-the-environment (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'sql-select: sql-first-questions (last-prerequisite, unlocks, no-prerequisites, on-path)',
    ],
  },
  {
    name: 'Omar knows Python well and nothing of the web',
    path: 'foundations',
    proven: [
      'python-basics',
      'python-classes',
      'python-errors-and-files',
      'terminal-and-environments',
      'git-daily',
    ],
    expected: [
      'project-layout: project-from-scratch (unlocks, ready, on-path)',
      'sql-select: sql-first-questions (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'http: http-status-by-hand (unlocks, no-prerequisites, on-path)',
    ],
  },
  {
    name: 'Lena comes from the front end',
    path: 'job-ready',
    proven: ['html-and-css', 'javascript-dom', 'http', 'git-daily', 'terminal-and-environments'],
    expected: [
      'python-basics: py-csv-summary (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'sql-select: sql-first-questions (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'git-collaboration: git-rescue (unlocks, ready, on-path)',
    ],
  },
  {
    name: 'Pavel has written SQL for ten years',
    path: 'foundations',
    proven: ['sql-select', 'sql-joins-aggregates', 'relational-modelling'],
    expected: [
      'python-basics: py-csv-summary (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'terminal-and-environments: pin-the-environment (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'http: http-status-by-hand (unlocks, no-prerequisites, on-path)',
    ],
  },
  {
    name: 'Aiko has finished the foundations and goes on, with two electives in mind',
    path: 'job-ready',
    proven: foundations,
    electives: ['htmx-partials', 'containers'],
    expected: [
      'authentication: login-with-email (last-prerequisite, unlocks, ready, on-path)',
      'configuration-and-secrets: settings-from-env (last-prerequisite, unlocks, ready, on-path)',
      'git-collaboration: git-rescue (last-prerequisite, unlocks, ready, on-path)',
    ],
  },
  {
    name: 'Bela has everything but the electives and has not chosen any',
    path: 'job-ready',
    proven: jobReady,
    expected: [
      'javascript-dom: dom-filter-list (ready, elective)',
      'python-types-and-style: typed-refactor (ready, elective)',
      'middleware-and-signals: middleware-request-id (ready, elective)',
    ],
  },
  {
    name: 'Cara has everything but the electives and has chosen two of four',
    path: 'job-ready',
    proven: jobReady,
    electives: ['containers', 'job-readiness'],
    expected: [
      'containers: dockerfile-audit (ready, elective)',
      'job-readiness: portfolio-review (ready, elective)',
      'javascript-dom: dom-filter-list (ready, elective)',
    ],
  },
  {
    name: 'Dario has a job and wants to lead',
    path: 'advanced',
    proven: jobReady,
    electives: ['async-views'],
    expected: [
      'consuming-apis: consume-flaky-api (last-prerequisite, unlocks, ready, on-path)',
      'javascript-dom: dom-filter-list (last-prerequisite, unlocks, ready, on-path)',
      'team-migrations: fix-migration-conflict (last-prerequisite, unlocks, ready, on-path)',
    ],
  },
  {
    name: 'Esi has failed the contact form three times',
    path: 'foundations',
    proven: forms,
    failing: { 'contact-form': 3 },
    expected: [
      'templates: read (go-back, unlocks, on-path)',
      'sql-select: sql-first-questions (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'python-errors-and-files: fix-traceback-tour (started, last-prerequisite, unlocks, ready, on-path)',
    ],
  },
  {
    name: 'Finn has failed it twice: that is no reason to go back',
    path: 'foundations',
    proven: forms,
    failing: { 'contact-form': 2 },
    expected: [
      'sql-select: sql-first-questions (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'python-errors-and-files: fix-traceback-tour (started, last-prerequisite, unlocks, ready, on-path)',
      'forms: contact-form (started, ready, on-path)',
    ],
  },
  {
    name: 'Gita jumped ahead to the forms and is stuck',
    path: 'foundations',
    proven: ['python-basics'],
    failing: { 'contact-form': 4 },
    expected: [
      'terminal-and-environments: pin-the-environment (go-back, last-prerequisite, unlocks, no-prerequisites, on-path)',
      'python-classes: py-money-class (go-back, unlocks, ready, on-path)',
      'http: http-status-by-hand (go-back, unlocks, no-prerequisites, on-path)',
    ],
  },
  {
    name: 'Hugo has passed the first of two exercises about migrations of data',
    path: 'job-ready',
    proven: foundations,
    passed: ['split-name-roundtrip'],
    expected: [
      'authentication: login-with-email (last-prerequisite, unlocks, ready, on-path)',
      'data-migrations: migrate-eight-steps (started, ready, on-path)',
      'configuration-and-secrets: settings-from-env (last-prerequisite, unlocks, ready, on-path)',
    ],
  },
  {
    name: 'Iris has one skill left',
    path: 'foundations',
    proven: foundations.filter((slug) => slug !== 'admin'),
    expected: ['admin: admin-for-editors (ready, on-path)'],
  },
  {
    name: 'Jan begins while six exercises are written',
    world: first,
    path: 'foundations',
    expected: [
      'python-basics: py-csv-summary (last-prerequisite, unlocks, no-prerequisites, on-path)',
      'http: http-status-by-hand (unlocks, no-prerequisites, on-path)',
      'terminal-and-environments: read (unlocks, no-prerequisites, on-path)',
    ],
  },
  {
    name: 'Kim has passed the first two of the six',
    world: first,
    path: 'foundations',
    proven: ['python-basics', 'http'],
    expected: [
      'urls-and-views: first-view (started, last-prerequisite, unlocks, ready, on-path)',
      'queries: orm-twelve-questions (last-prerequisite, unlocks, ready, on-path)',
      'terminal-and-environments: read (unlocks, no-prerequisites, on-path)',
    ],
  },
  {
    name: 'Lou has passed all six',
    world: first,
    path: 'job-ready',
    passed: [
      'py-csv-summary',
      'http-status-by-hand',
      'first-view',
      'contact-form',
      'orm-twelve-questions',
      'book-list-n-plus-one',
    ],
    expected: [
      'terminal-and-environments: read (unlocks, no-prerequisites, on-path)',
      'python-classes: read (unlocks, ready, on-path)',
      'project-layout: read (unlocks, ready, on-path)',
    ],
  },
];

describe('golden personas', () => {
  it.each(personas)('$name', ({ world = finished, expected, ...learner }) => {
    const { next } = tell(world, learner);
    const told = next.map(
      ({ skill, action, reasons }) =>
        `${skill}: ${action.exercise ?? action.type} (${reasons.map(({ code }) => code).join(', ')})`,
    );
    expect(told).toEqual(expected);
  });
});
