import { describe, expect, it } from 'vitest';
import ts from 'typescript';
import { filesIn, hits, sources, textOf } from './sources.js';

const server = () => sources().filter((file) => !file.startsWith('apps/web/'));
const LONGEST_FUNCTION = 60;

describe('the source', () => {
  it('has no forwardRef, no silencing and no cast to any', () => {
    expect(hits(sources(), /\bforwardRef\b|@ts-ignore|\bas any\b(?! \w)/)).toEqual([]);
  });

  it('keeps @Global in platform', () => {
    expect(
      hits(
        server().filter((file) => !file.startsWith('libs/platform/')),
        /@Global\(/,
      ),
    ).toEqual([]);
  });

  it('reads the environment in platform/config.ts and in the command line only', () => {
    const others = server().filter(
      (file) => file !== 'libs/platform/src/config.ts' && !file.startsWith('apps/cli/'),
    );
    expect(hits(others, /process\.env/)).toEqual([]);
  });

  it('has no default exports', () => {
    expect(
      hits(
        sources().filter((file) => !file.endsWith('.config.ts')),
        /^export default/,
      ),
    ).toEqual([]);
  });

  it('names files after what they are', () => {
    const banned = /\.(service|entity|dto|interface|types)\.ts$|(^|\/)(utils|helpers|common|shared)(\/|\.)/;
    expect(sources().filter((file) => banned.test(file))).toEqual([]);
    expect(sources().filter((file) => !/^[a-z0-9.\-/]+$/.test(file))).toEqual([]);
  });

  it('re-exports in index.ts only', () => {
    const others = sources().filter((file) => !file.endsWith('/index.ts'));
    expect(hits(others, /^export (\*|\{[^}]*\}|type \{[^}]*\}) from /)).toEqual([]);
  });

  it(`has no function longer than ${LONGEST_FUNCTION} lines`, () => {
    const long: string[] = [];
    for (const file of server()) {
      const tree = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
      const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
      const visit = (node: ts.Node): void => {
        if ('body' in node && ts.isFunctionLike(node)) {
          const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
          if (lines > LONGEST_FUNCTION) long.push(`${file}:${lineOf(node.getStart()) + 1}: ${lines} lines`);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
    }
    expect(long).toEqual([]);
  });

  it('speaks of Fretboard alone', () => {
    const files = filesIn('.', /\.(ts|tsx|mjs|cjs|json|md|py|yaml|css|html|txt|sh)$|^run$/).filter(
      (file) => file !== 'package-lock.json' && !file.startsWith('test/house/'),
    );
    expect(
      hits(
        files,
        /\/work\/(main|shared)|\.\.\/shared\/design|registry\.npmjs|pypi\.org\/simple|pythonhosted|deb\.debian\.org/,
      ),
    ).toEqual([]);
  });

  it('does not talk down to readers', () => {
    const texts = [
      ...filesIn('skills', /\.md$/),
      ...filesIn('exercises', /\.(md|yaml)$/),
      ...filesIn('docs', /\.md$/),
      ...filesIn('apps/web/src', /\.tsx$/),
      'README.md',
      'CONTRIBUTING.md',
    ];
    expect(
      hits(
        texts,
        /\b(obviously|oops)\b|\b(just|simply) (call|use|add|run|click|type|write|do|open|install|set)\b/i,
      ),
    ).toEqual([]);
  });
});
