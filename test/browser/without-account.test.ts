import { expect, test } from '@playwright/test';
import { haveAccount, newEmail, open, PASSWORD, watch, write } from './learner.js';

const EXERCISE = '/exercises/first-view';
const ADDED = '# written before signing up\n';

test('work begun without an account survives a reload and signing up', async ({ page }) => {
  await open(page, '/');
  await page.getByRole('link', { name: 'Try the first exercise now' }).click();
  await expect(page).toHaveURL(EXERCISE);
  await write(page, 'hello/views.py', ADDED);
  await page.reload();
  await page.getByRole('tab', { name: 'hello/views.py' }).click();
  await expect(page.locator('.cm-content')).toContainText(ADDED.trim());

  await page.getByRole('button', { name: 'Run the public tests' }).click();
  await expect(page.getByText('Sign in to run the tests')).toBeVisible();
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  await expect(page.getByText('Sign in to have it graded')).toBeVisible();
  await page
    .getByRole('status')
    .filter({ hasText: 'kept on this device' })
    .getByRole('link', { name: 'Sign up' })
    .click();
  await page.getByLabel('Name').fill('Robin Quaver');
  await page.getByLabel('E-mail').fill(newEmail());
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL(EXERCISE);
  await page.getByRole('tab', { name: 'hello/views.py' }).click();
  await expect(page.locator('.cm-content')).toContainText(ADDED.trim());
});

test('what one knows moves the hours and the skills to begin with', async ({ page }) => {
  await open(page, '/');
  const hours = page.getByText(/about \d+ hours\./);
  const before = await hours.textContent();
  const first = page.getByRole('list', { name: 'Skills to begin with' }).getByRole('heading').first();
  await expect(first).toHaveText('Python basics');
  await page.getByRole('radio', { name: 'I did the Django tutorial' }).check({ force: true });
  await expect(hours).not.toHaveText(before ?? '');
  await expect(first).not.toHaveText('Python basics');
});

test('a session that ends in mid-work is renewed on the page', async ({ page }) => {
  test.slow();
  const trouble = await watch(page);
  await haveAccount(page);
  await open(page, EXERCISE);
  await write(page, 'hello/views.py', ADDED);
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.cm-content')).toContainText(ADDED.trim());
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Result' })
      .locator('strong', { hasText: /^(Not passed yet|Your code stopped)/ }),
  ).toBeVisible({
    timeout: 40_000,
  });
  expect(trouble).toEqual({ csp: [], mismatches: [], errors: [] });
});

test('a wrong password is one sentence and keeps the fields', async ({ page }) => {
  await open(page, '/sign-in');
  await page.getByLabel('E-mail').fill('nobody@example.org');
  await page.getByLabel('Password', { exact: true }).fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('E-mail or password is wrong');
  await expect(page.getByLabel('E-mail')).toHaveValue('nobody@example.org');
});
