export const ALWAYS: string[];
export const READS: [RegExp, string[]][];
