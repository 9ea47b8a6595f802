import { describe, expect, it } from 'vitest';
import { SUBMISSION_LIMITS } from '#contract';
import { Problem } from '#platform';
import { acceptFiles } from './hand-in.js';

const EDITABLE = ['library/views.py', 'library/models.py'];
const OK = 'library/views.py';

function refusal(files: Record<string, unknown>): Problem {
  try {
    acceptFiles(files, EDITABLE);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('a hand-in', () => {
  it('is taken as it is when every file is editable text', () => {
    const files = { [OK]: 'print("ä 🎸")\n', 'library/models.py': '' };
    expect(acceptFiles(files, EDITABLE)).toEqual(files);
  });

  it('holds something', () => {
    expect(refusal({}).problem).toBe('no-files');
  });

  it.each([
    ['traversal', '../library/views.py'],
    ['traversal in the middle', 'library/../../etc/passwd'],
    ['absolute path', '/etc/passwd'],
    ['drive', 'C:/x.py'],
    ['backslash', 'library\\views.py'],
    ['NUL', 'library/views.py\u0000.txt'],
    ['line feed', 'library/vi\news.py'],
    ['empty part', 'library//views.py'],
    ['dot part', './library/views.py'],
    ['empty name', ''],
    ['long name', `${'a'.repeat(121)}`],
    ['lone surrogate', 'library/\ud800.py'],
  ])('refuses a name with %s and says which', (_, path) => {
    const problem = refusal({ [path]: 'x' });
    expect(problem.problem).toBe('file-path-invalid');
    expect(problem.extras).toHaveProperty('path');
    expect(JSON.stringify(problem.extras)).not.toMatch(/\p{Cc}/u);
  });

  it('shows a name as it was sent, and what cannot be seen by its number', () => {
    const names = ['a\\b.py', 'a\nb\u0085.py', ''].map((path) => refusal({ [path]: 'x' }).extras['path']);
    expect(names).toEqual(['a\\b.py', 'a\\u000ab\\u0085.py', '""']);
  });

  it.each([
    'manage.py',
    'project/settings.py',
    'sitecustomize.py',
    'library/views.py ',
    'LIBRARY/views.py',
    '__proto__',
  ])('refuses %s, which is read-only or unknown', (path) => {
    const problem = refusal(
      JSON.parse(JSON.stringify({ [OK]: '' }).replace('}', `,${JSON.stringify(path)}:"x"}`)) as Record<
        string,
        unknown
      >,
    );
    expect(problem.problem).toBe('file-not-editable');
    expect(problem.extras).toMatchObject({ path, editable: EDITABLE });
  });

  it.each([
    ['a link', { symlink: '/etc/passwd' }],
    ['a number', 5],
    ['null', null],
    ['NUL', 'a\u0000b'],
    ['a lone surrogate, which no UTF-8 can hold', 'a\ud800b'],
  ])('refuses %s as text and says which file', (_, text) => {
    const problem = refusal({ [OK]: text });
    expect([problem.problem, problem.extras['path']]).toEqual(['file-not-text', OK]);
  });

  it('counts bytes, not characters', () => {
    const text = 'ä'.repeat(SUBMISSION_LIMITS.fileBytes / 2 + 1);
    expect(refusal({ [OK]: text })).toMatchObject({
      problem: 'files-too-large',
      extras: { path: OK, bytes: text.length * 2, limit: SUBMISSION_LIMITS.fileBytes },
    });
  });

  it('limits the whole', () => {
    const many = Array.from({ length: 6 }, (_, index) => `a${index}.py`);
    const files = Object.fromEntries(many.map((path) => [path, 'x'.repeat(60_000)]));
    expect(() => acceptFiles(files, many)).toThrow(expect.objectContaining({ problem: 'files-too-large' }));
  });

  it('limits the number of files', () => {
    const files = Object.fromEntries(
      Array.from({ length: SUBMISSION_LIMITS.files + 1 }, (_, index) => [`a${index}.py`, '']),
    );
    expect(refusal(files).problem).toBe('too-many-files');
  });
});
