export interface Python {
  readonly executable: string;
  readonly version: string;
  readonly prefix: string;
  readonly libs: string[];
  readonly reachable: boolean;
}
export function fits(version: string, range: string): boolean;
export function pythonsFor(range: string): Python[];
export function pythons(): { running: Python[]; failing: { file: string; reason: string }[] };
export function pythonEnvironment(extra?: Record<string, string>): Record<string, string>;
