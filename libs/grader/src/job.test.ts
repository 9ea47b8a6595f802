import { expect, test } from 'vitest';
import { isPlainPath } from './job.js';
import { settingsModule } from './kinds/project.js';

test.each(['a.py', 'library/templates/library/list.html', 'a b.py', 'é.py'])('%j is a plain path', (path) => {
  expect(isPlainPath(path)).toBe(true);
});

test.each(['', '/a', '../a', 'a/../b', 'a//b', 'a/', './a', 'a\\b', 'a\0', 'a\nb', 'x'.repeat(121)])(
  '%j is refused',
  (path) => {
    expect(isPlainPath(path)).toBe(false);
  },
);

test('the settings module comes from manage.py, or from the only settings there are', () => {
  const manage = 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")';
  expect(settingsModule({ 'manage.py': manage, 'project/settings.py': '' })).toBe('config.settings.dev');
  expect(settingsModule({ 'project/settings.py': '', 'project/urls.py': '' })).toBe('project.settings');
  expect(settingsModule({ 'a/settings.py': '', 'b/settings.py': '' })).toBeNull();
  expect(settingsModule({ 'summary.py': '' })).toBeNull();
});
