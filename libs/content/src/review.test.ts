import { beforeAll, describe, expect, it } from 'vitest';
import type { ExerciseBundle, Verdict } from '#contract';
import { smallContent } from '../../../test/content.js';
import { checkReview } from './check-review.js';
import { type ExerciseFolder, prove, readContent } from './index.js';

let folder: ExerciseFolder;
let greeting: ExerciseBundle;
beforeAll(async () => {
  [folder] = (await readContent(smallContent)).folders as [ExerciseFolder];
  greeting = folder.bundle!;
});

const example = (dir: string, order: number, tone: number) => ({
  dir,
  scores: { order, tone },
  files: { 'hello/views.py': `# ${dir}` },
});
const agreed = [example('pass', 2, 2), example('border', 1, 1), example('fail', 0, 0)];

/** The exercise as one that ends with a mentor, at two points of four. */
const review = (examples = agreed, mark = 2): ExerciseBundle => ({
  ...greeting,
  kind: 'review',
  startFails: null,
  wrong: [],
  review: {
    mark,
    rubric: ['order', 'tone'].map((id) => ({ id, holds: 'It is so that others can use it.' })),
    examples,
  },
});

describe('three stored submissions with agreed scores (Q12)', () => {
  it('are asked for', () => {
    expect(checkReview(folder, review())).toEqual([]);
  });

  it.each([
    [
      'without the one on the border',
      review(agreed.filter(({ dir }) => dir !== 'border')),
      'List the stored submission `border` once.',
    ],
    [
      'with one that passes below the mark',
      review([example('pass', 1, 0), ...agreed.slice(1)]),
      'The scores of `pass` do not lie',
    ],
    [
      'with one that fails above the mark',
      review([...agreed.slice(0, 2), example('fail', 2, 1)]),
      'The scores of `fail` do not lie',
    ],
    [
      'with a border far from the mark',
      review([agreed[0]!, example('border', 2, 2), agreed[2]!]),
      'The scores of `border` do not lie',
    ],
    ['with a mark nobody reaches', review(agreed, 5), 'The mark is 5; 2 lines give 4 points at most.'],
    [
      'with a score for no line of the rubric',
      review([{ ...agreed[0]!, scores: { order: 2, kindness: 2 } as never }, ...agreed.slice(1)]),
      'differ in: tone, kindness.',
    ],
  ])('%s are a finding', (_, bundle, sentence) => {
    const found = checkReview(folder, bundle);
    expect(found[0]).toMatchObject({ rule: 'Q12', severity: 'error' });
    expect(found[0]!.sentence).toContain(sentence);
  });

  it('all pass the gate, since the gate cannot judge them', async () => {
    const grade = async (_bundle: unknown, files: Record<string, string>) => {
      const refused = files['hello/views.py'] === '# fail';
      const verdict = {
        outcome: refused ? 'failed' : 'passed',
        first: refused ? 'page_loads' : null,
        message: 'x',
      };
      return { ...verdict, checks: [], usage: { wallMs: 1 } } as unknown as Verdict;
    };
    const { findings } = await prove(review(), grade);
    expect(findings.map(({ rule, file }) => `${rule} ${file}`)).toEqual([
      'Q12 exercises/greeting/reviewed/fail',
    ]);
  });
});
