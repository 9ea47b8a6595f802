import { expect, test } from '@playwright/test';
import { fileOf, haveAccount, open, watch, write } from './learner.js';

const EXERCISE = 'first-view';

test('the verdict arrives without the stream of events', async ({ page }) => {
  test.slow();
  await haveAccount(page);
  await page.route('**/events', (route) => route.abort());
  await open(page, `/exercises/${EXERCISE}`);
  await write(page, 'hello/urls.py', fileOf(EXERCISE, 'solution', 'hello/urls.py'));
  await write(page, 'hello/views.py', fileOf(EXERCISE, 'solution', 'hello/views.py'));
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  await expect(page.locator('strong', { hasText: /^Passed: all/ })).toBeVisible({ timeout: 40_000 });
});

test('a lost connection is said, and the work goes on where it was', async ({ page, context }) => {
  test.slow();
  const trouble = await watch(page);
  await haveAccount(page);
  await open(page, `/exercises/${EXERCISE}`);
  await write(page, 'hello/views.py', '# written on a train\n');
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  await expect(page.getByRole('alert')).toContainText('Fretboard cannot be reached');
  await context.setOffline(false);
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('strong', { hasText: /^(Not passed yet|Your code stopped)/ })).toBeVisible({
    timeout: 40_000,
  });
  expect(trouble.errors).toEqual([]);
});

test('a reload in mid-grade goes on following the same submission', async ({ page }) => {
  test.slow();
  await haveAccount(page);
  await open(page, `/exercises/${EXERCISE}`);
  await write(page, 'hello/urls.py', fileOf(EXERCISE, 'solution', 'hello/urls.py'));
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  await expect(page).toHaveURL(/submission=/);
  await page.reload();
  await expect(page.locator('strong', { hasText: /^(Not passed yet|Your code stopped)/ })).toBeVisible({
    timeout: 40_000,
  });
  await expect(page.getByRole('region', { name: 'Your submissions' }).getByRole('listitem')).toHaveCount(1);
});
