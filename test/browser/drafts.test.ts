import { expect, test } from '@playwright/test';
import { haveAccount, newEmail, open, PASSWORD, write } from './learner.js';

const EXERCISE = '/exercises/first-view';
const CODE = '.cm-content';

test('code is shown to whoever wrote it, also on a shared browser', async ({ page }) => {
  test.slow();
  const first = await haveAccount(page);
  await open(page, EXERCISE);
  await write(page, 'hello/views.py', '# written by the first\n');
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await expect(page).toHaveURL('/');
  await haveAccount(page);
  await open(page, EXERCISE);
  await page.getByRole('tab', { name: 'hello/views.py' }).click();
  await expect(page.locator(CODE)).toBeVisible();
  await expect(page.locator(CODE)).not.toContainText('written by the first');

  await page.context().clearCookies();
  await open(page, `/sign-in?back=${EXERCISE}`);
  await page.getByLabel('E-mail').fill(first);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('tab', { name: 'hello/views.py' }).click();
  await expect(page.locator(CODE)).toContainText('written by the first');
});

test('code written without an account goes to one person, once', async ({ page }) => {
  test.slow();
  await open(page, EXERCISE);
  await write(page, 'hello/views.py', '# written by nobody yet\n');
  await open(page, `/sign-up?back=${EXERCISE}`);
  await page.getByLabel('Name').fill('Robin Quaver');
  await page.getByLabel('E-mail').fill(newEmail());
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('tab', { name: 'hello/views.py' }).click();
  await expect(page.locator(CODE)).toContainText('written by nobody yet');
  await page.context().clearCookies();
  await open(page, EXERCISE);
  await page.getByRole('tab', { name: 'hello/views.py' }).click();
  await expect(page.locator(CODE)).not.toContainText('written by nobody yet');
});

test('what is typed stays when the device has no room, and that is said', async ({ page }) => {
  await open(page, EXERCISE);
  await write(page, 'hello/views.py', '# there was room for this\n');
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await write(page, 'hello/views.py', '# and none for this\n');
  await expect(page.locator(CODE)).toContainText('and none for this');
  await expect(page.getByRole('status').filter({ hasText: 'not kept on this device' })).toBeVisible();
  await page.getByRole('tab', { name: 'hello/urls.py' }).click();
  await page.getByRole('tab', { name: 'hello/views.py' }).click();
  await expect(page.locator(CODE)).toContainText('and none for this');
});
