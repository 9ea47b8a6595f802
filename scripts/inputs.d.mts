export class Inputs {
  constructor(root: string);
  readonly files: string[];
  /** All files that decide over what these files and folders do; undefined without git. */
  of(...places: string[]): string[] | undefined;
}
