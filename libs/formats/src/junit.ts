import type { ExternalResult, ExternalTest, Verdict } from '#contract';
import { cutForeign, external, UNSAID } from './reading.js';
import { outputOf, plain, rowsOf, type Row } from './rows.js';
import { Unreadable } from './unreadable.js';
import { type Element, escapeXml, readXml } from './xml.js';

const OURS: ReadonlySet<string> = new Set(['infrastructure', 'content']);

/** JUnit XML in the form of Ant's schema, which continuous integration reads everywhere. */
export function exportJunit(verdict: Verdict): string {
  const rows = rowsOf(verdict);
  const count = (status: Row['status']) => String(rows.filter((row) => row.status === status).length);
  const suite = tag(
    'testsuite',
    {
      name: 'Fretboard',
      package: 'fretboard',
      id: '0',
      hostname: 'localhost',
      timestamp: verdict.finishedAt.slice(0, 19),
      tests: String(rows.length),
      failures: count('failed'),
      errors: count('error'),
      skipped: count('skipped'),
      time: seconds(verdict.usage.wallMs),
    },
    [
      tag('properties', {}, properties(verdict)),
      ...rows.map((row) => testCase(row, verdict)),
      tag('system-out', {}, []),
      tag('system-err', {}, []),
    ],
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${tag('testsuites', {}, [suite])}\n`;
}

function properties(verdict: Verdict): string[] {
  const { outcome, runtime, engine, exerciseVersion, seed, resultHash } = verdict;
  const pins = { outcome, runtime, engine, exerciseVersion, seed: String(seed), resultHash };
  return Object.entries(pins).map(([name, value]) =>
    tag('property', { name: `fretboard.${name}`, value }, []),
  );
}

function testCase(row: Row, { reason }: Verdict): string {
  const attributes = { name: row.name, classname: 'fretboard', time: seconds(row.durationMs) };
  if (row.status === 'passed') return tag('testcase', attributes, []);
  const word = { failed: 'failure', error: 'error', skipped: 'skipped' }[row.status];
  const message = row.message ?? '';
  const told: Record<string, string> =
    row.status === 'skipped' ? { message } : { message, type: reason ?? 'check' };
  return tag('testcase', attributes, [
    tag(word, told, [escapeXml([row.message, outputOf(row)].filter((one) => one !== null).join('\n'))]),
  ]);
}

function tag(name: string, attributes: Record<string, string>, content: string[]): string {
  // Line ends in an attribute would be read as spaces.
  const escaped = (value: string) =>
    escapeXml(plain(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escaped(value)}"`)].join(
    ' ',
  );
  return content.length === 0 ? `<${head}/>` : `<${head}>${content.join('')}</${name}>`;
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(4);

export function importJunit(text: string): ExternalResult {
  const root = readXml(text);
  if (root.name !== 'testsuites' && root.name !== 'testsuite')
    throw new Unreadable(
      'wrong-shape',
      `The document is <${root.name.slice(0, 80)}>, not <testsuites> or <testsuite>.`,
    );
  const cases = casesOf(root);
  const tests = cases.map(readCase);
  const first = tests.find(({ status }) => status === 'failed' || status === 'error');
  const broken = cases.some(({ children }) =>
    children.some((child) => child.name === 'error' && OURS.has(child.attributes.get('type') ?? '')),
  );
  // A report in which nothing ran shows nothing.
  const ran = tests.some(({ status }) => status !== 'skipped');
  const outcome =
    broken || !ran ? 'broken' : !first ? 'passed' : first.status === 'failed' ? 'failed' : 'errored';
  return external('junit', { outcome, message: first?.message ?? null, tests });
}

function casesOf(element: Element): Element[] {
  return element.children.flatMap((child) => {
    if (child.name === 'testcase') return [child];
    return child.name === 'testsuite' ? casesOf(child) : [];
  });
}

function readCase({ attributes, children }: Element, index: number): ExternalTest {
  const said = (name: string) => children.find((child) => child.name === name);
  const error = said('error');
  const failure = said('failure');
  const skipped = said('skipped');
  const found = error ?? failure ?? skipped;
  const time = Number(attributes.get('time'));
  return {
    ...UNSAID,
    name: cutForeign(attributes.get('name') ?? null) ?? `Test ${index + 1}`,
    status: error ? 'error' : failure ? 'failed' : skipped ? 'skipped' : 'passed',
    message: cutForeign(found?.attributes.get('message') ?? null) ?? cutForeign(found?.text ?? null),
    output: cutForeign(found?.attributes.has('message') ? found.text : null),
    durationMs: attributes.has('time') && Number.isFinite(time) && time >= 0 ? time * 1_000 : null,
  };
}
