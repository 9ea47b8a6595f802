import { error, type Finding } from './finding.js';

export interface Hints {
  hints: { id: string; text: string; line: number }[];
  findings: Finding[];
}

const HEADING = /^## +(\S+) *$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** hints.md: one second-level heading per hint, its text below it. A first-level title above them is allowed. */
export function readHints(file: string, text: string): Hints {
  const hints: Hints['hints'] = [];
  const findings: Finding[] = [];
  let fence: string | null = null;
  text.split('\n').forEach((line, index) => {
    const mark = FENCE.exec(line)?.[1];
    if (mark && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
    const id = fence === null ? HEADING.exec(line)?.[1] : undefined;
    const current = hints.at(-1);
    if (id) {
      if (hints.some((hint) => hint.id === id)) {
        findings.push(error(file, index + 1, 'hint-twice', `The hint \`${id}\` stands here twice.`));
      }
      hints.push({ id, text: '', line: index + 1 });
    } else if (current) {
      current.text += `${line}\n`;
    } else if (line.trim() && !line.startsWith('# ')) {
      findings.push(
        error(file, index + 1, 'hint-heading', 'Put each hint below a heading such as `## hint-1`.'),
      );
    }
  });
  for (const hint of hints) {
    hint.text = hint.text.trim();
    if (!hint.text)
      findings.push(error(file, hint.line, 'hint-empty', `The hint \`${hint.id}\` has no text.`));
  }
  return { hints, findings };
}
