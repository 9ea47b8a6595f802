import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { haveAccount, open, PASSWORD, watch } from './learner.js';

const SECOND_PASSWORD = 'another long password';

test('a profile is changed and what follows from it follows', async ({ page }) => {
  await haveAccount(page);
  await open(page, '/account');
  await page.getByLabel('Name', { exact: true }).fill('Robin Minim');
  await page.getByLabel('Path').selectOption('foundations');
  await page.getByRole('button', { name: 'Save the profile' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboard' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome, Robin');
  await expect(page.getByText('Your path: Django Foundations')).toBeVisible();
});

test('a token is shown once and can be revoked', async ({ page, request }) => {
  await haveAccount(page);
  await open(page, '/account');
  await page.getByLabel('Name of the token').fill('editor');
  await page.getByRole('button', { name: 'Create a token' }).click();
  const fresh = page.getByRole('status').filter({ hasText: 'It is shown this once' });
  const token = (await fresh.getByRole('code').textContent()) ?? '';
  const ask = () => request.get('/api/v1/me/progress', { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status()).toBe(200);
  await fresh.getByRole('button', { name: 'I have it' }).click();
  await expect(page.getByText(token)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revoke editor' }).click();
  await expect(page.getByRole('button', { name: 'Revoke editor' })).toHaveCount(0);
  expect((await ask()).status()).toBe(401);
});

test('the data is exported, the password changed, the account deleted', async ({ page }) => {
  const trouble = await watch(page);
  const email = await haveAccount(page);
  await open(page, '/account');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download your data' }).click(),
  ]);
  const exported = readFileSync(await download.path(), 'utf8');
  expect(exported).toContain(email);
  const { id } = (JSON.parse(exported) as { account: { profile: { id: string } } }).account.profile;
  await page.evaluate((own) => {
    for (const person of [own, 'another']) localStorage.setItem(`fretboard.draft.${person}.first-view`, '{}');
  }, id);

  await page.getByLabel('Current password', { exact: true }).fill('not the right one');
  await page.getByLabel('New password', { exact: true }).fill(SECOND_PASSWORD);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Current password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('The password has changed')).toBeVisible();

  await page.getByRole('button', { name: 'Delete the account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByRole('button', { name: 'Keep the account' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Delete the account' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Your password', { exact: true }).fill(SECOND_PASSWORD);
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).toHaveURL('/?account=deleted');
  await expect(page.getByText('Your account is deleted')).toBeVisible();
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.draft.'))),
  ).toEqual(['fretboard.draft.another.first-view']);
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(trouble).toEqual({ csp: [], mismatches: [], errors: [] });
});

test('as many electives can be chosen as the path asks for', async ({ page }) => {
  await haveAccount(page);
  await open(page, '/account');
  const electives = page.getByRole('group', { name: /^Electives: choose/ });
  const count = Number(/choose (\d+)/.exec((await electives.textContent()) ?? '')?.[1]);
  const boxes = electives.getByRole('checkbox');
  for (let place = 0; place < count; place += 1) await boxes.nth(place).check();
  await expect(boxes.nth(count)).toBeDisabled();
  await boxes.first().uncheck();
  await boxes.nth(count).check();
  await page.getByRole('button', { name: 'Save the profile' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
});

test('a learner is told what the people page needs', async ({ page }) => {
  await haveAccount(page);
  await open(page, '/admin/people');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'This needs a role or scope you do not have',
  );
});
