import { createHash } from 'node:crypto';
import type { ExerciseBundle, ExerciseStatus, Importance } from '#contract';
import { closure } from '#content';
import type { GraphContent } from '#learning';
import { Graph } from '../libs/learning/src/skills/index.js';

export const sha = (text: string) => createHash('sha256').update(text).digest('hex');

interface Sketch {
  /** Skill → what it needs. */
  skills: Record<string, string[]>;
  /** Path → its skills. */
  paths?: Record<
    string,
    { skills: string[]; includes?: string; electives?: { count: number; from: string[] } }
  >;
  importance?: Record<string, Importance>;
  /** Skill → its exercises; without an entry one of its own, `prove-<skill>`. */
  assess?: Record<string, string[]>;
}

const titleOf = (slug: string) => slug[0]!.toUpperCase() + slug.slice(1).replaceAll('-', ' ');

/** A skills graph from a few words, as the content files would have it. */
export function aGraph({ skills, paths = {}, importance = {}, assess = {} }: Sketch): GraphContent {
  return {
    graph: sha(JSON.stringify([skills, paths, importance, assess])),
    areas: [{ slug: 'all', title: 'All of it', order: 1 }],
    skills: Object.entries(skills).map(([slug, needs]) => ({
      slug,
      title: titleOf(slug),
      area: 'all',
      outcome: `Do what ${slug} is about.`,
      level: 'foundation',
      importance: importance[slug] ?? 'core',
      hours: 4,
      needs,
      know: ['this', 'that', 'more'],
      can: [`use ${slug}`, `explain ${slug}`, `check ${slug}`],
      learn: [{ name: 'The manual', url: 'https://docs.djangoproject.com/' }],
      assess: assess[slug] ?? [`prove-${slug}`],
      body: `# About ${slug}`,
    })),
    paths: Object.entries(paths).map(([slug, { electives = { count: 0, from: [] }, ...path }]) => ({
      slug,
      title: titleOf(slug),
      promise: `Can do what the path ${slug} promises.`,
      capstone: `capstone-${slug}`,
      electives,
      ...path,
    })),
  };
}

/** Words that stand in the hidden parts of every exercise made here, and nowhere else. */
export const SECRETS = {
  check: 'class HiddenChecksOfTheTest',
  message: 'secret message of a check that fails',
  solution: 'answer = "the reference solution"',
  accepted: 'answer = "the other right solution"',
  wrong: 'answer = "a wrong solution"',
  why: 'the misunderstanding behind it',
  hint: 'secret hint number',
  mentor: 'notes for mentors only',
} as const;

export function anExercise(
  slug: string,
  more: { skills?: string[]; status?: ExerciseStatus; minutes?: number; edition?: number } = {},
): ExerciseBundle {
  const { skills = [slug.replace(/^prove-/, '')], status = 'stable', minutes = 20, edition = 1 } = more;
  const hint = (number: number) => ({ id: `hint-${number}`, text: `${SECRETS.hint} **${number}**` });
  return {
    slug,
    hash: sha(JSON.stringify([slug, skills, status, minutes, edition])),
    title: titleOf(slug),
    kind: 'implement',
    skills,
    level: 'foundation',
    minutes,
    django: '>=4.2',
    python: null,
    packages: [],
    edit: ['shop/views.py', 'shop/new.py'],
    timeoutSeconds: 20,
    status,
    authors: ['Ada'],
    task: `## Edition ${edition}\n\nWrite the view.`,
    hints: [hint(1), hint(2), hint(3)],
    checks: [
      { id: 'page_loads', title: 'The page loads', needs: [], onFail: SECRETS.message, see: 'hint-1' },
      {
        id: 'page_lists',
        title: 'The page lists',
        needs: ['page_loads'],
        onFail: SECRETS.message,
        see: null,
      },
    ],
    starter: { 'shop/views.py': 'answer = None\n', 'manage.py': '# start here\n' },
    visible: { 'shop/tests.py': '# yours to run\n' },
    hidden: { 'test_checks.py': SECRETS.check },
    solution: { 'shop/views.py': SECRETS.solution },
    accepted: [{ dir: 'shorter', files: { 'shop/views.py': SECRETS.accepted } }],
    mutants: [],
    wrong: [
      {
        dir: 'empty',
        fails: 'page_loads',
        status: 'failed',
        why: SECRETS.why,
        files: { 'shop/views.py': SECRETS.wrong },
      },
    ],
    startFails: 'page_loads',
    mentorNotes: SECRETS.mentor,
  };
}

/** The same graph in memory, without a database. */
export function inMemory({ graph, areas, skills, paths }: GraphContent): Graph {
  const needs = new Map(skills.map((skill) => [skill.slug, skill.needs]));
  const place = new Map(skills.map(({ slug }, index) => [slug, index]));
  const byPlace = (list: readonly string[]) => list.toSorted((a, b) => place.get(a)! - place.get(b)!);
  return new Graph({
    version: graph,
    areas: areas.map(({ slug, title, order }) => ({ slug, title, position: order })),
    skills: skills.map((skill, index) => ({ ...skill, position: index + 1, retiredAt: null })),
    needs: skills.flatMap(({ slug }) =>
      byPlace(needs.get(slug)!).map((need) => ({ skill: slug, needs: need })),
    ),
    closure: skills.flatMap(({ slug }) => closure(needs, slug).map((need) => ({ skill: slug, needs: need }))),
    paths: paths.map((path) => ({
      ...path,
      includes: path.includes ?? null,
      electivesCount: path.electives.count,
    })),
    pathSkills: paths.flatMap(({ slug, skills: own }) => own.map((skill) => ({ path: slug, skill }))),
    pathElectives: paths.flatMap(({ slug, electives }) =>
      electives.from.map((skill) => ({ path: slug, skill })),
    ),
  });
}
