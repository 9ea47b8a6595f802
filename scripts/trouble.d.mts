export class Trouble extends Error {
  constructor(sentence: string, remedy?: string, options?: ErrorOptions);
  readonly remedy?: string;
}
export function explain(error: unknown, doing: string): Trouble | undefined;
export function tail(text: string, lines?: number): string;
/** Prints the failure and returns the exit code. */
export function report(error: unknown): number;
