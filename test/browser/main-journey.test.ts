import { expect, test } from '@playwright/test';
import { fileOf, handIn, haveAccount, open, signUp, watch, write } from './learner.js';

const EXERCISE = 'py-csv-summary';

test('a learner signs up, takes the recommended exercise, fails, reads why, passes and is led on', async ({
  page,
}) => {
  test.slow();
  const trouble = await watch(page);
  await signUp(page);

  const next = page.getByRole('region', { name: 'Next step' });
  await expect(next.getByRole('heading', { level: 2 })).toHaveText('Python basics');
  await next.getByRole('link', { name: /^Open “/ }).click();
  await expect(page).toHaveURL(new RegExp(`/exercises/${EXERCISE}$`));

  const result = page.getByRole('region', { name: 'Result' });
  await write(page, 'summary.py', fileOf(EXERCISE, 'wrong/split-at-commas', 'summary.py'));
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  await expect(result.locator('strong', { hasText: /^Not passed yet: \d+ of \d+ checks hold$/ })).toBeVisible(
    { timeout: 40_000 },
  );
  // The first check that does not hold speaks, the others keep to their titles.
  await expect(result.getByRole('heading', { level: 3 })).toHaveCount(1);
  await expect(result.getByRole('heading', { level: 3 })).toContainText('Did not hold');
  await expect(
    result
      .getByText('not judged yet')
      .or(result.getByText('passed', { exact: true }))
      .first(),
  ).toBeVisible();

  await write(page, 'summary.py', fileOf(EXERCISE, 'solution', 'summary.py'));
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(result.locator('strong', { hasText: /^Passed: all \d+ checks hold$/ })).toBeVisible({
    timeout: 40_000,
  });
  await expect(result.getByText(/holds? now\.$/)).toHaveCount(0);
  await expect(result.getByText('Python basics is proven.')).toBeVisible();
  await expect(result.getByText(/^Next: /)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Other right solutions' })).toBeVisible();

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Dashboard' }).click();
  await expect(next.getByRole('heading', { level: 2 })).not.toHaveText('Python basics');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' }).click();
  await expect(page.getByRole('region', { name: 'Proven skills' }).getByRole('link')).toHaveText([
    'Python basics',
  ]);
  expect(trouble).toEqual({ csp: [], mismatches: [], errors: [] });
});

test('a passed exercise says so to whoever comes back, and names what is left of its skill', async ({
  page,
}) => {
  test.slow();
  await haveAccount(page);
  await handIn(page, 'first-view', ['hello/urls.py', 'hello/views.py']);
  await open(page, '/exercises/first-view');
  await expect(page.getByRole('main').getByText('passed', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Other right solutions' })).toBeVisible();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.getByText('You have passed this exercise')).toBeVisible();
  await result.getByRole('button', { name: 'Show the submission that passed' }).click();
  await expect(result.getByText('is proven when one more exercise passes')).toBeVisible();
  await result.getByRole('link', { name: 'The right answer to every request' }).click();
  await expect(page).toHaveURL('/exercises/http-status-by-hand');
  await expect(page.getByText('You have passed this exercise')).toHaveCount(0);
});

test('history keeps every submission with what changed', async ({ page }) => {
  test.slow();
  await signUp(page);
  await page.goto(`/exercises/${EXERCISE}`);
  await write(page, 'summary.py', 'def summarise(path):\n    raise ValueError("not yet")\n');
  await page.getByRole('button', { name: 'Submit for grading' }).click();
  const result = page.getByRole('region', { name: 'Result' });
  await expect(result.locator('strong', { hasText: /^(Not passed yet|Your code stopped)/ })).toBeVisible({
    timeout: 40_000,
  });
  // The learner's own line leads into the editor.
  await page.getByRole('tab', { name: 'try_it.py' }).click();
  await result
    .getByRole('button', { name: /summary\.py, line 2/ })
    .first()
    .click();
  await expect(page.getByRole('tab', { name: /^summary\.py/ })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.cm-content')).toBeFocused();

  const history = page.getByRole('region', { name: 'Your submissions' });
  await history.getByRole('button', { name: 'Changes' }).click();
  await expect(history.getByRole('region', { name: 'Changes in summary.py' })).toContainText(
    'raise ValueError("not yet")',
  );
  // A reload shows the same submission again.
  await page.reload();
  await expect(result.locator('strong', { hasText: /^(Not passed yet|Your code stopped)/ })).toBeVisible();
});

test('practice shows what was printed and proves nothing; of many runs the latest stand there', async ({
  page,
}) => {
  test.slow();
  await signUp(page);
  await page.goto(`/exercises/${EXERCISE}`);
  const printing = `${fileOf(EXERCISE, 'solution', 'summary.py')}\nprint_path = summarise\ndef summarise(path):\n    print("the path is", type(path))\n    return print_path(path)\n`;
  await write(page, 'summary.py', printing);
  const result = page.getByRole('region', { name: 'Result' });
  const runs = page.getByRole('region', { name: 'Your submissions' }).getByRole('listitem');
  for (const count of [1, 2, 3, 3]) {
    await page.getByRole('button', { name: 'Run the public tests' }).click();
    await expect(runs.first().getByText('practice')).toBeVisible();
    await expect(runs).toHaveCount(count);
    await expect(result.getByText('They prove nothing', { exact: false })).toBeVisible({ timeout: 40_000 });
    await expect(result.getByLabel(/^Printed while/).first()).toContainText('the path is <class');
    await expect(result.getByText('is proven')).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Show earlier ones' }).click();
  await expect(runs).toHaveCount(4);
});
