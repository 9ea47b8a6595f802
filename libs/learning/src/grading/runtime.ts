import { djangoVersion, type DjangoVersion } from '#contract';
import { admits } from '#content';
import type { GraderRow } from './grading.tables.js';

/** What most of the world runs: the long-term release. */
const STANDARD: DjangoVersion = '5.2';

const nameOf = (version: DjangoVersion) => `django-${version}`;

/**
 * The runtime a hand-in is graded on: the learner's version, when the exercise is proved on it and a worker has it;
 * otherwise the standard one, or what the exercise asks for.
 */
export function runtimeFor(
  django: DjangoVersion,
  exercise: { readonly django: string | null },
  graders: readonly GraderRow[],
): string {
  const offered = new Set(graders.flatMap(({ runtimes }) => runtimes));
  const fitting = djangoVersion.options.filter((version) => admits(exercise.django, version));
  if (fitting.includes(django) && offered.has(nameOf(django))) return nameOf(django);
  if (fitting.includes(STANDARD)) return nameOf(STANDARD);
  return nameOf(fitting.find((version) => offered.has(nameOf(version))) ?? fitting[0] ?? STANDARD);
}
