import type { ExerciseBundle } from '#contract';
import type { ExerciseFolder } from './exercise-folder.js';
import { error, type Finding } from './finding.js';

const EXAMPLES = ['pass', 'border', 'fail'] as const;
/** How far from the mark a submission may lie on which two mentors may disagree. */
const BORDER = 1;

/** Q12: three stored submissions whose scores say where the mark lies. That they pass the gate is seen by running it. */
export function checkReview(folder: ExerciseFolder, { review }: ExerciseBundle): Finding[] {
  if (!review) return [];
  const file = `${folder.dir}/exercise.md`;
  const lines = review.rubric.map(({ id }) => id);
  const findings: Finding[] = [];
  const say = (path: PropertyKey[], sentence: string) =>
    findings.push(error(file, folder.frontMatterLine(path), 'Q12', sentence));
  if (review.mark > 2 * lines.length)
    say(
      ['mark'],
      `The mark is ${review.mark}; ${lines.length} lines give ${2 * lines.length} points at most.`,
    );
  for (const dir of EXAMPLES) {
    const times = review.examples.filter((one) => one.dir === dir).length;
    if (times !== 1) say(['reviewed'], `List the stored submission \`${dir}\` once.`);
  }
  review.examples.forEach(({ dir, scores }, index) => {
    const scored = Object.keys(scores);
    const odd = [
      ...lines.filter((id) => !scored.includes(id)),
      ...scored.filter((id) => !lines.includes(id)),
    ];
    if (odd.length > 0)
      say(['reviewed', index], `The scores of \`${dir}\` and the rubric differ in: ${odd.join(', ')}.`);
    else if (!fits(dir, lines.reduce((sum, id) => sum + (scores[id] ?? 0), 0) - review.mark))
      say(
        ['reviewed', index],
        `The scores of \`${dir}\` do not lie where the mark of ${review.mark} puts them.`,
      );
  });
  return findings;
}

function fits(dir: string, beyond: number): boolean {
  if (dir === 'border') return Math.abs(beyond) <= BORDER;
  return dir === 'pass' ? beyond > BORDER : beyond < -BORDER;
}
