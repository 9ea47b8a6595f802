import { expect, test } from '@playwright/test';
import { haveAccount, open } from './learner.js';

test('the skip link leads to the content', async ({ page }) => {
  await open(page, '/skills/query-performance');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.locator('main a').first()).toBeFocused();
});

test('the fretboard has one stop and arrows move along and across the strings', async ({ page }) => {
  await open(page, '/');
  const board = page.getByRole('group', { name: /mark what you know/ });
  await expect(board.locator('[tabindex="0"]')).toHaveCount(1);
  await board.getByRole('checkbox', { name: 'I know: Python basics' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(board.getByRole('checkbox', { name: 'I know: Classes and objects' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect(board.getByRole('checkbox', { name: 'I know: Python basics' })).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(board.getByRole('checkbox', { name: /I know: HTTP requests/ })).toBeFocused();
});

test('the map is walked along its edges, opens a panel and closes it', async ({ page }) => {
  await open(page, '/skills');
  const map = page.getByRole('group', { name: /^Map of skills/ });
  await map.getByRole('link', { name: /^Python basics,/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(map.getByRole('link', { name: /^Classes and objects,/ })).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'About Classes and objects' });
  await expect(panel.getByRole('link', { name: 'Python basics' })).toBeVisible();
  await expect(page).toHaveURL(/skill=python-classes/);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(map.getByRole('link', { name: /^Classes and objects,/ })).toBeFocused();
});

test('the map goes to what a search has found and to the skill one comes from', async ({ page }) => {
  await open(page, '/skills');
  const map = page.getByRole('group', { name: /^Map of skills/ });
  const lowest = map.getByRole('link').last();
  const name = (await lowest.getAttribute('data-skill')) ?? '';
  await expect(lowest).not.toBeInViewport();
  await page.getByLabel('Search').fill(name);
  await expect(lowest).toBeInViewport();
  await open(page, `/skills/${name}`);
  await page.getByRole('link', { name: 'Show on the map' }).click();
  await expect(page.getByRole('complementary')).toBeVisible();
  await expect(lowest).toHaveAttribute('aria-current', 'true');
  await expect(lowest).toBeInViewport();
});

test('the list shows the same skills as the map under the same filters', async ({ page }) => {
  await open(page, '/skills?path=foundations');
  const onMap = await page
    .getByRole('group', { name: /^Map of skills/ })
    .getByRole('link')
    .count();
  expect(onMap).toBe(74);
  await page.getByRole('link', { name: 'List', exact: true }).press('Enter');
  await expect(page).toHaveURL(/view=list/);
  await expect(page.getByRole('status').filter({ hasText: 'of 74 skills' })).toHaveText('22 of 74 skills');
  await page.getByLabel('Search').fill('query');
  await expect(page).toHaveURL(/q=query/);
});

test('an exercise is done with the keyboard alone', async ({ page }) => {
  test.slow();
  await haveAccount(page);
  await open(page, '/exercises/first-view');
  const editor = page.locator('.cm-content');
  await expect(editor).toBeVisible();
  const tab = page.getByRole('tab', { name: 'hello/urls.py' });
  await tab.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'hello/views.py' })).toBeFocused();
  await expect(editor).toHaveAttribute('aria-label', 'hello/views.py');
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('# mine\n');
  // Tab indents here; Escape gives it back to the page.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Submit for grading' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('strong', { hasText: /^Not passed yet/ })).toBeVisible({
    timeout: 40_000,
  });
  await expect(page.getByRole('status').filter({ hasText: 'Not passed yet' })).toHaveCount(1);
});

test('the plain text field takes the place of the editor', async ({ page }) => {
  await open(page, '/exercises/first-view');
  await page.getByLabel('Plain text field').check();
  const field = page.getByRole('textbox', { name: 'hello/urls.py' });
  await expect(field).toHaveJSProperty('tagName', 'TEXTAREA');
  await field.press('Tab');
  await expect(field).not.toBeFocused();
});
