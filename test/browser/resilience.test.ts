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

for (const part of ['script', 'stylesheet'] as const) {
  test(`a ${part} that was lost on the way is fetched once more`, async ({ page }) => {
    let lost = 0;
    await page.route('**/assets/**', (route) => {
      if (route.request().resourceType() !== part || lost > 0) return route.continue();
      lost += 1;
      return route.abort('internetdisconnected');
    });
    await open(page, '/skills');
    expect(lost).toBe(1);
    await page.getByRole('link', { name: 'List', exact: true }).click();
    await expect(page).toHaveURL(/view=list/);
  });
}

test('a page that lost its script while nothing answered comes by itself when something does', async ({
  page,
}) => {
  let asked = 0;
  await page.route('**/*', (route) => {
    const isHealth = route.request().url().endsWith('/health/live');
    if (isHealth) asked += 1;
    const silent = isHealth ? asked === 1 : asked === 0 && route.request().resourceType() === 'script';
    return silent ? route.abort('connectionrefused') : route.continue();
  });
  await open(page, '/exercises/first-view');
  expect(asked).toBeGreaterThan(1);
});

test('a server that does not answer leaves the app in its place, with a way to try again', async ({
  page,
}) => {
  await haveAccount(page);
  await open(page, '/account');
  await page.route('**/*', (route) => route.abort('connectionrefused'));
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboard' }).click();
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fretboard cannot be reached');
  await again.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Fretboard cannot be reached');
  await page.unrouteAll();
  await again.click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Welcome, Robin');
  await expect(page).toHaveURL('/dashboard');
});

test('a page whose script never comes is not loaded again and again', async ({ page }) => {
  let loads = 0;
  page.on('framenavigated', () => (loads += 1));
  await page.route('**/assets/**', (route) =>
    route.request().resourceType() === 'script' ? route.abort() : route.continue(),
  );
  await page.goto('/skills');
  await page.waitForTimeout(2_000);
  expect(loads).toBe(2);
});
