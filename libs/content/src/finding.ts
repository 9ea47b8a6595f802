/** One thing an author has to look at. `line` counts from 1; 1 when the whole file is meant. */
export interface Finding {
  file: string;
  line: number;
  /** Short name of the rule, for filters and tests: `graph-cycle`, `Q4`. */
  rule: string;
  sentence: string;
  /** Content with an error is not loaded. A warning is shown and counted. */
  severity: 'error' | 'warning';
}

export function error(file: string, line: number, rule: string, sentence: string): Finding {
  return { file, line, rule, sentence, severity: 'error' };
}

export function warning(file: string, line: number, rule: string, sentence: string): Finding {
  return { file, line, rule, sentence, severity: 'warning' };
}

/** `exercises/x/exercise.md:4  slug  The slug …`, the form editors and CI systems link. */
export function formatFinding(finding: Finding): string {
  return `${finding.file}:${finding.line}  ${finding.severity}  ${finding.rule}  ${finding.sentence}`;
}
