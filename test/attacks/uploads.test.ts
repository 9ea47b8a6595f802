import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ProjectFiles, projectFiles } from '#contract';
import type { Grader } from '#grader';
import { gradeBoard, openGrader, read } from './exercise.js';

let grader: Grader;
beforeAll(async () => {
  grader = await openGrader();
});
afterAll(() => grader.close());

const right = { 'board/views.py': read('board/right.py') };
const bomb = 'raise RuntimeError("loaded in the place of the standard library")\n';

test.each<[string, ProjectFiles]>([
  ['json', { 'json.py': bomb }],
  ['os', { 'os.py': bomb }],
  ['sqlite3', { 'sqlite3.py': bomb }],
  ['unittest', { 'unittest/__init__.py': bomb }],
  ['django', { 'django/__init__.py': bomb }],
  ['grading', { 'grading/__init__.py': bomb, 'grading/case.py': bomb }],
  ['sitecustomize', { 'sitecustomize.py': bomb }],
])('a file that shadows %s changes nothing', async (_, files) => {
  expect((await gradeBoard(grader, { ...right, ...files })).outcome).toBe('passed');
});

test.each([
  '../outside.py',
  '/etc/cron.d/x',
  'board/../../x.py',
  'board\\views.py',
  'board//views.py',
  './board/views.py',
  'board/migrations/\0.py',
  'board/migrations/' + 'x'.repeat(300),
  '',
  'manage.py',
  'project/wsgi.py',
])('the path %j is refused before anything runs', async (path) => {
  const verdict = await gradeBoard(grader, { ...right, [path]: 'x = 1\n' });
  expect(verdict).toMatchObject({ outcome: 'errored', reason: 'set-up' });
  expect(verdict.usage.wallMs).toBe(0);
});

test('too many files and too many bytes are refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`board/migrations/a${i}.py`, '']));
  expect((await gradeBoard(grader, many)).message).toContain('500 files');
  const large = { 'board/views.py': 'x'.repeat(9 * 1024 * 1024) };
  expect((await gradeBoard(grader, large)).message).toContain('8 MB');
});

test.each<[string, ProjectFiles, string]>([
  ['a syntax error', { 'board/views.py': 'def x(:\n' }, 'board/views.py'],
  ['an import error', { 'board/views.py': 'import nothing_like_this\n' }, 'board/views.py'],
  ['broken settings', { 'project/settings.py': 'SECRET_KEY = nothing\n' }, 'project/settings.py'],
  [
    'a wrong migration',
    {
      ...right,
      'board/migrations/__init__.py': '',
      'board/migrations/0001_initial.py': 'from django.db import migrations\n\nraise ValueError("no")\n',
    },
    'board/migrations/0001_initial.py',
  ],
  ['a program that ends itself', { 'board/views.py': 'raise SystemExit(0)\n' }, 'board/views.py'],
])('%s is told with the learner’s own line', async (_, files, path) => {
  const verdict = await gradeBoard(grader, files);
  expect(verdict).toMatchObject({ outcome: 'errored', reason: 'set-up', limit: null });
  expect(verdict.frames.at(-1)?.path).toBe(path);
  expect(verdict.checks.every(({ status }) => status === 'blocked')).toBe(true);
});

test('settings that name another database, mail server or host are overruled', async () => {
  const settings = `${read('board/project/settings.py')}
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "127.0.0.1"}}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
ALLOWED_HOSTS = []
`;
  expect((await gradeBoard(grader, { ...right, 'project/settings.py': settings })).outcome).toBe('passed');
});

test('text that no file can hold, and files in the place of folders, are the learner’s error', async () => {
  const odd: ProjectFiles[] = [
    { 'board/views.py': 'x = "\uD800"\n' },
    { 'board/migrations/a\uD800.py': 'x = 1\n' },
    { 'board/migrations/a': 'x = 1\n', 'board/migrations/a/b.py': 'x = 1\n' },
    { 'board/migrations/a/b.py': 'x = 1\n', 'board/migrations/a': 'x = 1\n' },
  ];
  for (const files of odd) {
    const verdict = await gradeBoard(grader, { ...right, ...files });
    expect([verdict.message, verdict.outcome]).toEqual([verdict.message, 'errored']);
  }
  expect((await gradeBoard(grader, right)).outcome).toBe('passed');
});

test('what is no text is refused at the door', () => {
  for (const value of [7, null, ['x'], { toString: 'x' }, true]) {
    expect(projectFiles.safeParse({ 'board/views.py': value }).success).toBe(false);
  }
  expect(projectFiles.safeParse({ 'board/views.py': 'x' }).success).toBe(true);
});

test('a project without the apps that were prepared, or with others, gets its own verdict', async () => {
  const settings = read('board/project/settings.py');
  const more = settings.replace(
    '["board"]',
    '["django.contrib.contenttypes", "django.contrib.auth", "board"]',
  );
  for (const text of [more, settings]) {
    expect((await gradeBoard(grader, { ...right, 'project/settings.py': text })).outcome).toBe('passed');
  }
  const none = settings.replace('["board"]', '[]');
  expect((await gradeBoard(grader, { ...right, 'project/settings.py': none })).outcome).toBe('errored');
});

test('names that differ in form alone stay different files', async () => {
  const files = {
    'board/migrations/caf\u00E9.py': 'x = 1\n',
    'board/migrations/cafe\u0301.py': 'x = 2\n',
    'board/migrations/ -rf': 'x\n',
    'board/migrations/...': 'x\n',
  };
  expect((await gradeBoard(grader, { ...right, ...files })).outcome).toBe('passed');
});
