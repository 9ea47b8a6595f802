import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';

let vite: ViteDevServer;

// The page of components is served while developing only, so this test develops for a moment.
test.beforeAll(async () => {
  process.env.PORT = new URL(test.info().project.use.baseURL ?? 'http://127.0.0.1:3000').port;
  vite = await createServer({ root: 'apps/web', configFile: 'apps/web/vite.config.ts', logLevel: 'error' });
  await vite.listen(0);
});
test.afterAll(() => vite.close());

const themes = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
} as const;

for (const [theme, use] of Object.entries(themes)) {
  test.describe(theme, () => {
    test.use(use);
    test('every component in every state is accessible', async ({ page }) => {
      await page.goto(new URL('/ui', vite.resolvedUrls?.local[0]).href);
      await expect(page.getByRole('heading', { level: 1, name: 'Components' })).toBeVisible({
        timeout: 30_000,
      });
      const axe = () =>
        // In forced colours the system sees to contrast, and axe reads the colours of before.
        new AxeBuilder({ page }).disableRules(theme === 'forced colours' ? ['color-contrast'] : []).analyze();
      expect((await axe()).violations).toEqual([]);
      await page.getByRole('button', { name: 'Open a dialog' }).click();
      await expect(page.getByRole('dialog', { name: 'A dialog' })).toBeVisible();
      expect((await axe()).violations).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('button', { name: 'Open a dialog' })).toBeFocused();
    });
  });
}
