import type { MigrationInterface } from 'typeorm';
import { Outbox1763800000000 } from './0000-outbox.js';
import { People1763800000010 } from './0001-people.js';
import { Skills1763800000020 } from './0002-skills.js';
import { Exercises1763800000030 } from './0003-exercises.js';
import { Progress1763800000040 } from './0004-progress.js';
import { Certificates1763800000050 } from './0005-certificates.js';
import { Grading1763800000060 } from './0006-grading.js';
import { Queue1763800000070 } from './0007-queue.js';
import { Running1763800000080 } from './0008-running.js';
import { Regrades1763800000090 } from './0009-regrades.js';
import { RunPeople1763800000100 } from './0010-run-people.js';

/** In the order in which they run. Forward only; one that has not landed is edited, not followed by another. */
export const migrations: (new () => MigrationInterface)[] = [
  Outbox1763800000000,
  People1763800000010,
  Skills1763800000020,
  Exercises1763800000030,
  Progress1763800000040,
  Certificates1763800000050,
  Grading1763800000060,
  Queue1763800000070,
  Running1763800000080,
  Regrades1763800000090,
  RunPeople1763800000100,
];
