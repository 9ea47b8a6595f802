/** What a Python file of hidden checks says about itself, read as text: we never run it here. */
export interface CheckCode {
  /** Names of the checks it proves: `test_<id>` without `test_`. */
  tests: string[];
  /** Every function and class name it defines. */
  names: string[];
  /** Facts that a check may pass with `require(…, name=value)`, through its own helper functions too. */
  factsOf(check: string): { names: Set<string>; open: boolean };
}

interface Definition {
  name: string;
  text: string;
}

const DEFINITION = /^([ \t]*)(?:async[ \t]+)?def[ \t]+(\w+)/;

/** `open` is true where facts are passed as `**something`, whose names only running would tell. */
export function readCheckCode(files: readonly string[]): CheckCode {
  const definitions = files.flatMap(definitionsOf);
  const classes = files.flatMap((text) =>
    [...text.matchAll(/^[ \t]*class[ \t]+(\w+)/gm)].map((match) => match[1] ?? ''),
  );
  return {
    tests: definitions.flatMap(({ name }) => (name.startsWith('test_') ? [name.slice(5)] : [])),
    names: [...definitions.map(({ name }) => name), ...classes],
    factsOf(check) {
      const facts = { names: new Set<string>(), open: false };
      const reached = new Set([`test_${check}`, 'setUp', 'setUpTestData', 'setUpClass']);
      for (const name of reached) {
        for (const definition of definitions) {
          if (definition.name !== name) continue;
          collectFacts(definition.text, facts);
          for (const other of definitions) {
            if (new RegExp(`\\b${other.name}\\b`).test(definition.text)) reached.add(other.name);
          }
        }
      }
      return facts;
    },
  };
}

/** Each function with its body: all following lines that are indented deeper, or blank. */
function definitionsOf(text: string): Definition[] {
  const lines = text.split('\n');
  return lines.flatMap((line, start) => {
    const match = DEFINITION.exec(line);
    if (!match) return [];
    const indent = (match[1] ?? '').length;
    let end = start + 1;
    while (end < lines.length && belongs(lines[end] ?? '', indent)) end += 1;
    return [{ name: match[2] ?? '', text: lines.slice(start, end).join('\n') }];
  });
}

/** A signature that is broken over lines ends with `)` at the function's own indentation. */
function belongs(line: string, indent: number): boolean {
  const depth = line.search(/\S/);
  return depth < 0 || depth > indent || (depth === indent && line[depth] === ')');
}

function collectFacts(text: string, into: { names: Set<string>; open: boolean }): void {
  for (const match of text.matchAll(/\b(?:require|CheckFailed)\s*\(/g)) {
    for (const part of argumentsFrom(text, match.index + match[0].length)) {
      const name = /^\s*(\w+)\s*=(?!=)/.exec(part)?.[1];
      if (name) into.names.add(name);
      if (/^\s*\*\*/.test(part)) into.open = true;
    }
  }
}

/** The arguments of a call, split at its own commas; brackets and strings are stepped over. */
function argumentsFrom(text: string, start: number): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"' || char === "'") {
      at = endOfString(text, at) - 1;
    } else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if ('([{'.includes(char)) {
      depth += 1;
    } else if (depth === 0 && (char === ',' || char === ')')) {
      parts.push(text.slice(from, at));
      from = at + 1;
      if (char === ')') return parts;
    } else if (')]}'.includes(char)) {
      depth -= 1;
    }
  }
  return parts;
}

function endOfString(text: string, start: number): number {
  const quote = text[start] ?? '';
  const mark = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + mark.length; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(mark, at)) return at + mark.length;
  }
  return text.length;
}
