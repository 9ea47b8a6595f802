import { expect, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { violations } from './axe.js';

let vite: ViteDevServer;

// The page of components is served while developing only, so this test develops for a moment.
test.beforeAll(async () => {
  process.env.PORT = new URL(test.info().project.use.baseURL ?? 'http://127.0.0.1:3000').port;
  vite = await createServer({ root: 'apps/web', configFile: 'apps/web/vite.config.ts', logLevel: 'error' });
  await vite.listen(0);
});
test.afterAll(() => vite.close());

// Without motion, or a colour would be measured on its way to the next.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const themes = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const;

test('every component in every state is accessible', async ({ page }) => {
  await page.goto(new URL('/ui', vite.resolvedUrls?.local[0]).href);
  await expect(page.getByRole('heading', { level: 1, name: 'Components' })).toBeVisible({ timeout: 30_000 });
  for (const [theme, media] of Object.entries(themes)) {
    await page.emulateMedia(media);
    // In forced colours the system sees to contrast, and axe reads the colours of before.
    const without = theme === 'forced colours' ? ['color-contrast'] : [];
    expect(await violations(page, { without }), theme).toEqual([]);
    await page.getByRole('button', { name: 'Open a dialog' }).click();
    await expect(page.getByRole('dialog', { name: 'A dialog' })).toBeVisible();
    expect(await violations(page, { without }), `${theme}, with a dialog`).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Open a dialog' })).toBeFocused();
  }
});
