import { error, type Finding } from './finding.js';

/** Words that make a text unkind to the one who does not know it yet. */
const UNKIND = /\b(just|simply|obviously|of course|oops|please note|trivial(?:ly)?)\b/i;

/** Words of prose that our texts avoid. Code, in fences or between backticks, may say what it likes. */
export function styleFindings(file: string, firstLine: number, text: string): Finding[] {
  const findings: Finding[] = [];
  let fenced = false;
  text.split('\n').forEach((line, index) => {
    if (/^ {0,3}(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced || line.startsWith('    ')) return;
    const word = UNKIND.exec(line.replace(/`[^`]*`/g, ''))?.[0];
    if (word)
      findings.push(error(file, firstLine + index, 'style', `Leave out “${word}”: it judges the reader.`));
  });
  return findings;
}
