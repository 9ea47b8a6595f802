import { problems, type ProblemName, type ProblemSpec } from '#contract';

/** A request we refuse, foreseen and named in the catalogue. Becomes an RFC 9457 document at the door. */
export class Problem extends Error {
  constructor(
    readonly problem: ProblemName,
    readonly detail?: string,
    readonly extras: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? problems[problem].title);
    this.name = 'Problem';
  }

  get spec(): ProblemSpec {
    return problems[this.problem];
  }
}
