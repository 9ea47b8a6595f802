import type { ExerciseKind } from '#contract';
import type { Kind } from './kind.js';
import { deployKind } from './deploy.js';
import { migrateKind } from './migrate.js';
import { javascriptKind } from './javascript.js';
import { projectKind } from './project.js';
import { reviewKind } from './review.js';
import { workshopKind } from './workshop.js';
import { sqlKind } from './sql.js';
import { writeTestsKind } from './write-tests.js';

/** A new kind is a folder in `harness/kinds` and a line here. */
const kinds: readonly Kind[] = [
  projectKind('implement'),
  projectKind('fix'),
  projectKind('orm'),
  reviewKind(),
  workshopKind('shell'),
  workshopKind('ci'),
  deployKind(),
  sqlKind,
  migrateKind,
  writeTestsKind,
  javascriptKind(),
];

export function kindOf(name: ExerciseKind): Kind | null {
  return kinds.find((kind) => kind.name === name) ?? null;
}
