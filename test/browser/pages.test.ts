import { expect, test, type Page } from '@playwright/test';
import { violations } from './axe.js';
import { haveAccount, open, watch } from './learner.js';

const PUBLIC = [
  '/',
  '/sign-up',
  '/sign-in',
  '/forgot-password',
  '/reset-password?token=x',
  '/skills',
  '/skills?view=list',
  '/skills?area=models&skill=queries',
  '/skills?q=nothing-is-called-this',
  '/skills/query-performance',
  '/exercises',
  '/exercises/first-view',
  '/problems',
  '/problems/hint-order',
  '/nowhere',
  '/skills/no-such-skill',
];
const OWN = ['/dashboard', '/progress', '/account', '/admin/people', '/admin/queue', '/exercises/first-view'];

// Without motion, or a colour would be measured on its way to the next.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function look(page: Page, path: string): Promise<void> {
  const trouble = await watch(page);
  await open(page, path);
  if (path.startsWith('/exercises/')) {
    await expect(page.locator('.cm-content')).toBeVisible();
    await page.getByRole('tab').nth(1).click();
  }
  expect(trouble, 'policy, hydration and errors').toEqual({ csp: [], mismatches: [], errors: [] });
  expect(await violations(page), 'in light colours').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, { only: 'color-contrast' }), 'in dark colours').toEqual([]);
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await sidewaysScroll(page), `sideways scroll at ${width} px`).toBe(0);
  }
  expect(await violations(page), 'at 320 px in dark colours').toEqual([]);
}

for (const path of PUBLIC) {
  test(`${path} is accessible, fits and keeps the policy`, async ({ page }) => {
    await look(page, path);
  });
}
for (const path of OWN) {
  test(`${path} of a learner is accessible, fits and keeps the policy`, async ({ page }) => {
    await haveAccount(page);
    await look(page, path);
  });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('a skill, the list of skills and a task can be read', async ({ page }) => {
    await page.goto('/skills/query-performance');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Query performance and N+1');
    await page.goto('/skills?view=list');
    await expect(page.getByRole('link', { name: 'Python basics' })).toBeVisible();
    for (const form of ['/sign-in', '/sign-up']) {
      await page.goto(form);
      // Searching by text leaves out what stands in noscript.
      await expect(page.locator('noscript p')).toBeVisible();
    }
    await page.goto('/exercises/first-view');
    await expect(page.getByRole('heading', { name: 'Your task' })).toBeVisible();
  });
});

test('each page has its status, title, description and address', async ({ request }) => {
  const skill = await request.get('/skills/query-performance');
  expect(skill.status()).toBe(200);
  const html = await skill.text();
  expect(html).toContain('<title>Query performance and N+1 · Fretboard</title>');
  expect(html).toMatch(/<meta name="description" content="Load what a page needs/);
  expect(html).toMatch(/<link rel="canonical" href="https?:\/\/[^"]+\/skills\/query-performance">/);
  expect(html).toContain('<meta property="og:title"');
  expect((await request.get('/nowhere')).status()).toBe(404);
  expect((await request.get('/skills/no-such-skill')).status()).toBe(404);
  expect((await request.get('/api/v1/nowhere')).headers()['content-type']).toContain(
    'application/problem+json',
  );
  const away = await request.get('/dashboard', { maxRedirects: 0 });
  expect(away.status()).toBe(302);
  expect(away.headers().location).toBe('/sign-in?back=%2Fdashboard');
  expect(await (await request.get('/sitemap.xml')).text()).toContain('/skills/query-performance</loc>');
  expect(await (await request.get('/robots.txt')).text()).toContain('Sitemap: ');
});

test('a nonce is never used twice and text of a learner cannot leave the data block', async ({
  page,
  request,
}) => {
  const nonceOf = async () => {
    const policy = (await request.get('/')).headers()['content-security-policy'] ?? '';
    expect(policy).not.toContain('unsafe');
    return /'nonce-([^']+)'/.exec(policy)?.[1];
  };
  expect(await nonceOf()).not.toBe(await nonceOf());
  await haveAccount(page);
  const origin = new URL((await page.request.get('/robots.txt')).url()).origin;
  const name = '</script><script>window.taken=1</script><!--';
  const renamed = await page.request.patch('/api/v1/me', { data: { name }, headers: { origin } });
  expect(renamed.status()).toBe(200);
  await open(page, '/account');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
  expect(await page.evaluate(() => 'taken' in window)).toBe(false);
});
