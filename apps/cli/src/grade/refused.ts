import type { ProblemName } from '#contract';

/** What the server would refuse too, by the same name. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly problem: ProblemName,
    message: string,
  ) {
    super(message);
  }
}
