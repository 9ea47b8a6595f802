import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { error, type Finding } from './finding.js';

/** Line in the file of the value at a path of keys; the nearest parent's when that key is missing. */
export type LineOf = (path: readonly PropertyKey[]) => number;

export interface Source<T> {
  data: T | null;
  lineOf: LineOf;
  findings: Finding[];
}

/** Parses and validates YAML; every fault becomes a finding at its line. */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>, firstLine = 1): Source<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const lineOfOffset = (offset: number) => lines.linePos(offset).line + firstLine - 1;
  const lineOf: LineOf = (path) => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineOfOffset(node.range[0]);
    }
    return firstLine;
  };
  const findings = document.errors.map((fault) =>
    error(file, lineOfOffset(fault.pos[0]), 'yaml', stop(fault.message)),
  );
  if (findings.length > 0) return { data: null, lineOf, findings };

  let value: unknown;
  try {
    // Aliases let a small file unfold into a huge value; content has no need of them.
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    return {
      data: null,
      lineOf,
      findings: [error(file, firstLine, 'yaml', 'Write values out; anchors and aliases are not read.')],
    };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data, lineOf, findings: [] };
  return {
    data: null,
    lineOf,
    findings: parsed.error.issues.flatMap((issue) => shapeFindings(file, issue, lineOf)),
  };
}

export interface MarkdownSource<T> extends Source<T> {
  body: string;
  /** Line in the file on which the body begins, blank lines left out. */
  bodyLine: number;
}

/** A Markdown file with YAML between two `---` lines at its top. */
export function readMarkdown<T>(file: string, text: string, schema: z.ZodType<T>): MarkdownSource<T> {
  const match = /^---\n([\s\S]*?)\n---(?:\n+|$)/.exec(text);
  if (!match) {
    const finding = error(
      file,
      1,
      'front-matter',
      'Begin the file with front matter between two lines of `---`.',
    );
    return { data: null, lineOf: () => 1, findings: [finding], body: text, bodyLine: 1 };
  }
  const bodyLine = match[0].split('\n').length;
  const body = text.slice(match[0].length);
  return { ...readYaml(file, match[1] ?? '', schema, 2), body, bodyLine };
}

function shapeFindings(file: string, issue: z.core.$ZodIssue, lineOf: LineOf): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      error(file, lineOf([...issue.path, key]), 'shape', `There is no key \`${key}\` here.`),
    );
  }
  const key = issue.path.join('.');
  const sentence = sentenceOf(issue);
  return [error(file, lineOf(issue.path), 'shape', key ? `\`${key}\`: ${sentence}` : sentence)];
}

/** The faults authors meet most, in words of an author; the parser's own words for the others. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.includes('received undefined'))
    return 'This key is missing.';
  if (issue.code === 'invalid_value') return `Choose one of: ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'too_small') return sized(issue.origin, 'least', issue.minimum);
  if (issue.code === 'too_big') return sized(issue.origin, 'most', issue.maximum);
  return stop(issue.message);
}

function sized(origin: string, limit: 'least' | 'most', size: number | bigint): string {
  if (origin === 'array') return `List at ${limit} ${size}.`;
  return origin === 'string' ? `Write at ${limit} ${size} characters.` : `${size} is the ${limit}.`;
}

function stop(message: string): string {
  const [first = message] = message.split('\n');
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
