import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page as it stands: a line for each rule, with the places. */
export async function violations(
  page: Page,
  { only, without = [] }: { only?: string; without?: string[] } = {},
): Promise<string[]> {
  // Half a megabyte of script, so once for each document. It looks at this document alone; no page of ours has frames.
  if (page.frames().length > 1) throw new Error('A frame would not be looked at.');
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const options: RunOptions = {
    runOnly: only ? { type: 'rule', values: [only] } : { type: 'tag', values: TAGS },
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    resultTypes: ['violations'],
  };
  return page.evaluate(async (how) => {
    // A colour on its way from one theme to the next is not the colour that people read.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const moving = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map(({ finished }) => finished));
    const { violations: found } = await (window as unknown as { axe: typeof axe }).axe.run(document, how);
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, options);
}
