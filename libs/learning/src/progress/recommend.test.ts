import { describe, expect, it } from 'vitest';
import { readContent } from '#content';
import { aGraph, inMemory } from '../../../../test/graphs.js';
import { aTerrain, finishedTerrain, type Learner, tell } from '../../../../test/learners.js';
import type { Terrain } from './terrain.js';

const files = await readContent(`${import.meta.dirname}/../../../..`);
/** The real graph; but no two skills share an exercise, so that passing one proves it and says nothing of another. */
const content = {
  ...files,
  skills: files.skills.map((skill) => ({ ...skill, assess: [`prove-${skill.slug}`] })),
};
const graph = inMemory(content);
const real = finishedTerrain(graph);

/** Numbers that look random and are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  return list
    .map((item) => [next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** A learner who took skills in an order the graph allows, and some out of order. */
function someLearner(seed: number): Learner & { proven: string[] } {
  const next = numbers(seed);
  const path = ['foundations', 'job-ready', 'advanced'][seed % 3]!;
  const reach = next();
  const proven = graph.order.filter(() => next() < reach).map((skill) => graph.slug(skill));
  const { electives } = graph.paths.get(path)!;
  return { path, proven, electives: graph.slugs(electives.from).filter(() => next() < 0.3), limit: 20 };
}
const learners = Array.from({ length: 60 }, (_, seed) => someLearner(seed));
const order = (terrain: Terrain, learner: Learner) => tell(terrain, learner).next.map(({ skill }) => skill);

describe('whoever asks', () => {
  it('gets the same answer to the same question', () => {
    for (const learner of learners) expect(tell(real, learner)).toEqual(tell(real, learner));
  });

  it('gets the same order however the files and the log are ordered', () => {
    const next = numbers(7);
    const mixed = inMemory({
      ...content,
      skills: shuffled(content.skills, next),
      paths: content.paths.toReversed(),
    });
    const terrain = finishedTerrain(mixed);
    for (const learner of learners) {
      const answer = tell(terrain, { ...learner, proven: shuffled(learner.proven, next) });
      const scores = (view: typeof answer) => view.next.map(({ skill, score }) => [skill, score]);
      expect(scores(answer)).toEqual(scores(tell(real, learner)));
    }
  });

  it('gets a recommendation or a sentence, never neither', () => {
    for (const learner of learners) {
      const { next, complete, message } = tell(real, learner);
      expect(next.length === 0).toBe(message !== null);
      expect(complete).toBe(next.length === 0);
      for (const { reasons } of next) expect(reasons.length).toBeGreaterThan(0);
    }
  });

  it('gets only skills that are not proven and that nothing holds back', () => {
    for (const learner of learners) {
      for (const skill of order(real, learner)) {
        expect(learner.proven).not.toContain(skill);
        for (const need of graph.needs[graph.at(skill)]!) expect(learner.proven).toContain(graph.slug(need));
      }
    }
  });

  it('who asks for fewer gets the first of the many', () => {
    for (const learner of learners) {
      expect(order(real, { ...learner, limit: 3 })).toEqual(order(real, learner).slice(0, 3));
    }
  });

  it('and follows the first one each time finishes every path, without a detour', () => {
    for (const [slug, path] of graph.paths) {
      const proven: string[] = [];
      for (
        let skill = order(real, { path: slug, proven })[0];
        skill;
        skill = order(real, { path: slug, proven })[0]
      ) {
        proven.push(skill);
      }
      const extra = proven.filter((skill) => !path.required.includes(graph.at(skill)));
      expect(tell(real, { path: slug, proven })).toMatchObject({ complete: true });
      // One speciality of the advanced path has a prerequisite that is on no list of it.
      expect(extra.length).toBeGreaterThanOrEqual(path.electives.count);
      expect(extra.length).toBeLessThanOrEqual(path.electives.count + 1);
    }
  });
});

describe('metamorphic', () => {
  it('passing a skill never removes it as a prerequisite', () => {
    for (const learner of learners) {
      for (const { skill, reasons } of tell(real, learner).next) {
        const named = reasons.find(({ code }) => code === 'ready')?.skills ?? [];
        expect(named.toSorted()).toEqual(graph.slugs(graph.needs[graph.at(skill)]!).sort());
      }
    }
  });

  it('passing a skill closes none that was open', () => {
    for (const learner of learners) {
      // Electives aside: passing one may fill the last place, and then the others are no longer asked for.
      const required = new Set(graph.slugs(graph.paths.get(learner.path)!.required));
      const [passed, ...others] = order(real, { ...learner, limit: 74 }).filter((skill) =>
        required.has(skill),
      );
      const after = order(real, { ...learner, proven: [...learner.proven, passed ?? 'http'], limit: 74 });
      expect(after).toEqual(expect.arrayContaining(others));
    }
  });

  it('evidence that has nothing to do with two skills does not change their order', () => {
    let compared = 0;
    const touches = (a: number, b: number) =>
      a === b ||
      graph.above[a]!.has(b) ||
      graph.below[a]!.has(b) ||
      graph.neededBy[a]!.some((skill) => graph.neededBy[b]!.includes(skill));
    for (const learner of learners) {
      const { required } = graph.paths.get(learner.path)!;
      const before = order(real, learner);
      for (const other of required.filter((skill) => !learner.proven.includes(graph.slug(skill)))) {
        const apart = (skill: string) => !touches(graph.at(skill), other);
        const after = order(real, { ...learner, proven: [...learner.proven, graph.slug(other)] });
        const kept = before.filter((skill) => apart(skill) && after.includes(skill));
        expect(after.filter((skill) => kept.includes(skill))).toEqual(kept);
        compared += kept.length;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  });

  it('evidence of an exercise that proves nothing on the graph changes nothing', () => {
    for (const learner of learners) {
      const more = { ...learner, passed: ['an-exercise-of-the-past'], failing: { 'another-one': 9 } };
      expect(tell(real, more)).toEqual(tell(real, learner));
    }
  });

  it('removing a goal removes its reasons', () => {
    const four = ['containers', 'formsets', 'htmx-partials', 'accessible-ui'];
    const named = (electives: string[]) =>
      tell(real, { path: 'job-ready', electives, limit: 20 }).next.flatMap(({ reasons }) =>
        reasons.flatMap(({ code, skills }) => (code === 'unlocks' ? skills : [])),
      );
    expect(named(four)).toContain('containers');
    expect(named([...four.slice(1), 'job-readiness'])).not.toContain('containers');
    // A place that is not taken is a wish for any of them.
    expect(named(four.slice(1))).toContain('containers');
  });
});

describe('why not', () => {
  const ask = (about: string, learner: Partial<Learner> = {}) => {
    const { whyNot } = tell(real, { path: 'foundations', ...learner, about });
    const answer = whyNot.find(({ skill }) => skill === about);
    return answer?.reasons.map(({ code, skills }) => [code, ...skills]);
  };

  it('says what is missing, what is proven, what is not on the path and what comes first', () => {
    expect(ask('forms')).toEqual([['missing', 'templates']]);
    expect(ask('http', { proven: ['http'] })).toEqual([['already-proven']]);
    expect(ask('containers')).toEqual([['missing', 'deployment'], ['not-on-path']]);
    expect(ask('javascript-dom', { proven: ['html-and-css'] })).toEqual([['not-on-path']]);
    expect(ask('asking-for-help')).toEqual([['lower-score', 'sql-select']]);
    expect(ask('python-basics')).toBeUndefined();
  });

  it('says that enough electives are chosen', () => {
    const electives = ['containers', 'htmx-partials', 'accessible-ui', 'job-readiness'];
    const proven = graph.slugs(graph.paths.get('foundations')!.required);
    expect(ask('formsets', { path: 'job-ready', proven, electives })).toEqual([['not-on-path']]);
  });

  it('names the next best, with their place in line', () => {
    const { whyNot } = tell(real, { path: 'foundations' });
    expect(whyNot.map(({ skill, reasons }) => [skill, reasons[0]!.code, reasons[0]!.count])).toEqual([
      ['http', 'lower-score', 4],
      ['html-and-css', 'lower-score', 5],
      ['asking-for-help', 'lower-score', 6],
    ]);
  });
});

describe('the reasons', () => {
  const sentences = (learner: Learner) => tell(real, learner).next[0]!.reasons.map(({ text }) => text);

  it('say in words what their codes say', () => {
    const begun = ['python-basics', 'python-classes', 'python-errors-and-files', 'terminal-and-environments'];
    expect(
      sentences({ path: 'foundations', proven: [...begun, 'git-daily', 'http', 'html-and-css'] }),
    ).toEqual([
      'It is the only prerequisite that “URLs and function views” still misses.',
      'Unlocks 11 skills of your path.',
      'All its prerequisites are proven.',
      'It is part of the path “Django Foundations”.',
    ]);
    expect(sentences({ path: 'foundations' })).toContain('It needs nothing before it.');
    const electives = ['containers'];
    const proven = graph.slugs(graph.paths.get('job-ready')!.required);
    expect(sentences({ path: 'job-ready', proven, electives })).toContain(
      'It is an elective that you chose.',
    );
    expect(
      sentences({ path: 'job-ready', proven: [...proven, 'formsets', 'containers', 'accessible-ui'] }),
    ).toContain('It is one of the electives of your path; 1 of them is still to be proven.');
    expect(sentences({ path: 'foundations', failing: { 'prove-git-daily': 3 } })[0]).toBe(
      '3 attempts at “Git every day” did not pass; this is what it builds on.',
    );
  });

  it('of a skill with prerequisites that nobody can prove yet name those', () => {
    const some = aTerrain(
      graph,
      new Map([
        ['prove-http', 10],
        ['prove-urls-and-views', 10],
      ]),
    );
    const { next } = tell(some, { path: 'foundations', proven: ['http'] });
    expect(next[0]).toMatchObject({ skill: 'urls-and-views', action: { type: 'exercise' } });
    expect(next[0]!.reasons.map(({ text }) => text)).toContain(
      `Nothing that can be proven is missing. Read “${graph.title(graph.at('project-layout'))}” first; the proof is not available yet.`,
    );
    expect(next.slice(1).map(({ action }) => action.type)).toEqual(['read', 'read']);
  });
});

describe('an odd graph', () => {
  it('with an elective that needs something beside the path leads there', () => {
    const odd = finishedTerrain(
      inMemory(
        aGraph({
          skills: { base: [], aside: [], special: ['base', 'aside'] },
          paths: { p: { skills: ['base'], electives: { count: 1, from: ['special'] } } },
        }),
      ),
    );
    expect(order(odd, { path: 'p', proven: ['base'] })).toEqual(['aside']);
    expect(order(odd, { path: 'p', proven: ['base', 'aside'] })).toEqual(['special']);
    expect(tell(odd, { path: 'p', proven: ['base', 'aside', 'special'] }).complete).toBe(true);
  });
});

it('answers in less than two milliseconds, as a rule', () => {
  const times = learners
    .flatMap((learner) => Array.from({ length: 10 }, () => learner))
    .map((learner) => {
      const begun = performance.now();
      tell(real, learner);
      return performance.now() - begun;
    })
    .sort((a, b) => a - b);
  // The middle and not the slowest, which says more of the machine; the bench measures the tail.
  expect(times[times.length / 2]).toBeLessThan(2);
});
