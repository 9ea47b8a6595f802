/** The files that decide over a step, as `reads.mjs` has it. */
export interface Table {
  always: string[];
  reads: [RegExp, string[]][];
}
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
type Parts = (files: string[]) => [name: string, ...places: string[]][];
export class Kept {
  constructor(how: { root: string; dataDir: string; folder: string; fresh?: boolean; table?: Table });
}
export function runOthers(
  kept: Kept,
  parts: Parts,
  work: (known: string[]) => Promise<Counts & { output: string; each: [name: string, Counts][] }>,
): Promise<Counts & { kept: number }>;
