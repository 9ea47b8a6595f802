import { Module } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { certificatesProviders, certificatesTables } from './certificates/index.js';
import { exercisesProviders, exercisesTables } from './exercises/index.js';
import { gradingProviders, gradingTables } from './grading/index.js';
import { peopleProviders, peopleTables } from './people/index.js';
import { progressProviders, progressTables } from './progress/index.js';
import { skillsProviders, skillsTables } from './skills/index.js';

/** Every table of the domain, for the connection and the drift test. */
export const entities: EntityTarget<ObjectLiteral>[] = [
  ...peopleTables,
  ...skillsTables,
  ...exercisesTables,
  ...progressTables,
  ...certificatesTables,
  ...gradingTables,
];

const providers = [
  ...peopleProviders,
  ...skillsProviders,
  ...exercisesProviders,
  ...progressProviders,
  ...certificatesProviders,
  ...gradingProviders,
];

@Module({ providers, exports: providers })
export class LearningModule {}
