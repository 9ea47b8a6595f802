import { describe, expect, it } from 'vitest';
import { verdictFormat, type VerdictFormat } from '#contract';
import { anyVerdict, numbers } from '../../../test/verdicts.js';
import { exportVerdict, importVerdict } from './formats.js';
import { Unreadable } from './unreadable.js';

const formats = verdictFormat.options;
const SEEDS = Array.from({ length: 300 }, (_, seed) => seed + 1);

function endOf(format: VerdictFormat, text: string): unknown {
  try {
    importVerdict(format, text);
  } catch (error) {
    if (!(error instanceof Unreadable) || error.message.length > 400) return error;
  }
  return 'taken or refused by name';
}

describe('hostile results', () => {
  const bomb = `<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><testsuite name="&b;"/>`;
  const outside = `<?xml version="1.0"?><!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&x;"/></testsuite>`;
  const deep = `${'<testsuite>'.repeat(200_000)}${'</testsuite>'.repeat(200_000)}`;

  it.each([
    ['junit', bomb, 'doctype'],
    ['junit', outside, 'doctype'],
    ['junit', '<testsuite><testcase name="&x;"/></testsuite>', 'not-xml'],
    ['junit', '<testsuite><testcase name="&#0;"/></testsuite>', 'not-xml'],
    ['junit', '<testsuite><testcase name="&#xD800;"/></testsuite>', 'not-xml'],
    ['junit', '<testsuite><testcase name="&lt"/></testsuite>', 'not-xml'],
    ['junit', '<testsuite><testcase></testsuite>', 'not-xml'],
    ['junit', '<testsuite/><testsuite/>', 'not-xml'],
    ['junit', '<testsuite a="1" a="2"/>', 'not-xml'],
    ['junit', '<testsuite a=<b>/>', 'not-xml'],
    ['junit', '<testsuite', 'not-xml'],
    ['junit', 'text<testsuite/>', 'not-xml'],
    ['junit', '<![CDATA[x]]><testsuite/>', 'not-xml'],
    ['junit', '<testsuite><![CDATA[x</testsuite>', 'not-xml'],
    ['junit', '<testsuite>\u0001</testsuite>', 'not-xml'],
    ['junit', '', 'not-xml'],
    ['junit', '<html/>', 'wrong-shape'],
    ['junit', deep, 'too-deep'],
    ['junit', `<testsuite>${'<testcase name="a"/>'.repeat(1_001)}</testsuite>`, 'too-many'],
    ['junit', `<testsuite>${'<a/>'.repeat(20_001)}</testsuite>`, 'too-many'],
    [
      'exercism',
      `{"version":3,"status":"pass","tests":${JSON.stringify(Array.from({ length: 1_001 }, () => ({ name: 'a', status: 'pass' })))}}`,
      'too-many',
    ],
    ['exercism', '{"version":3,"status":"pass","tests":[{"name":"a","status":"fail"}]}', 'contradiction'],
    ['exercism', '{"version":3,"status":"PASS"}', 'wrong-shape'],
    ['exercism', '{"version":4,"status":"pass"}', 'wrong-shape'],
    ['exercism', '{"version":3,"status":"pass","tests":{"length":1}}', 'wrong-shape'],
    ['exercism', '[]', 'wrong-shape'],
    ['exercism', 'null', 'wrong-shape'],
    [
      'exercism',
      `{"version":3,"status":"pass","tests":[{"name":"${'a'.repeat(2_000)}","status":"pass"}]}`,
      'wrong-shape',
    ],
    ['exercism', '{"version":3', 'not-json'],
    ['exercism', '{"__proto__":{"version":3,"status":"pass"}}', 'wrong-shape'],
    ['prairielearn', '{"score":2}', 'wrong-shape'],
    ['prairielearn', '{"score":1e999}', 'wrong-shape'],
    ['prairielearn', '{"score":"1"}', 'wrong-shape'],
    ['prairielearn', '{}', 'wrong-shape'],
    ['prairielearn', '{"score":1,"tests":[{"points":0,"max_points":1}]}', 'contradiction'],
    ['gradescope', '{"score":10}', 'wrong-shape'],
    ['gradescope', '{"tests":[{"score":true}]}', 'wrong-shape'],
    ['dodona', '{"accepted":true,"status":"wrong"}', 'contradiction'],
    ['dodona', '{"accepted":1,"status":"correct"}', 'wrong-shape'],
    [
      'dodona',
      '{"accepted":true,"status":"correct","groups":[{"groups":[{"groups":[{"accepted":true}]}]}]}',
      'wrong-shape',
    ],
  ] as const)('%s: %.60s… is refused as %s', (format, text, fault) => {
    expect(() => importVerdict(format, text)).toThrow(expect.objectContaining({ name: 'Unreadable', fault }));
  });

  it.each(formats)(
    '%s: NUL, half a character, nothing, too much and brackets without end are refused by name',
    (format) => {
      const faultOf = (text: string): string => {
        try {
          importVerdict(format, text);
        } catch (error) {
          if (error instanceof Unreadable) return error.fault;
          throw error;
        }
        return 'taken';
      };
      expect(faultOf('{"a":"\u0000"}')).toBe('not-text');
      expect(faultOf('\uD800')).toBe('not-text');
      expect(faultOf('漢'.repeat(4 * 1024 * 1024))).toBe('too-large');
      expect(faultOf('[')).toMatch(/^not-/);
      expect(faultOf('['.repeat(1_000_000))).toMatch(/^not-/);
      expect(faultOf(`${'[['.repeat(100_000)}${']]'.repeat(100_000)}`)).toMatch(
        /^(not-xml|wrong-shape|not-json)$/,
      );
    },
  );

  it('never throw anything without a name, however an honest result is damaged', () => {
    for (const seed of SEEDS) {
      const next = numbers(seed);
      for (const format of formats) {
        const text = exportVerdict(format, anyVerdict(next));
        const at = Math.floor(next() * text.length);
        const damaged =
          text.slice(0, at) +
          ['', '"', '<', '&', '}', ']]>', '9e9', '\u0000'][Math.floor(next() * 8)]! +
          text.slice(at + 1 + Math.floor(next() * 3));
        expect(endOf(format, damaged)).toBe('taken or refused by name');
      }
    }
  });
});
