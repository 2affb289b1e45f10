// Whether a page lies still as it comes, and whether the keyboard is somewhere whatever is pressed.
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

type Seen = { shift: number };

/** Sums up what moves in each page from now on, as browsers do for the layout shift: what one's own press moves does not count. */
export async function watchShift(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = window as unknown as Seen;
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** Nothing is being fetched, and what was drawn last has been seen. */
export async function atRest(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What has moved since the page was opened is too little to be noticed. */
export async function layStill(page: Page, what: string): Promise<void> {
  await atRest(page);
  expect.soft(await page.evaluate(() => (window as unknown as Seen).shift), `${what}: layout shift`).toBeLessThanOrEqual(0.02);
}

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.tagName.toLowerCase() ?? 'none');

/** The focus is on something, and stays there. */
export async function holdsFocus(page: Page, what: string): Promise<void> {
  await atRest(page);
  await expect.configure({ soft: true }).poll(() => focused(page), { message: `${what}: the focus`, timeout: 3_000 }).not.toBe('body');
  await atRest(page);
  expect.soft(await focused(page), `${what}: the focus, a moment later`).not.toBe('body');
}

/** The first of these that can be seen, where there is one. */
export async function shown(things: Locator): Promise<Locator | undefined> {
  const thing = things.filter({ visible: true }).first();
  return (await thing.count()) > 0 ? thing : undefined;
}

/** Presses the first of these that can be seen and looks where the focus is then; says whether there was one. */
export async function press(page: Page, things: Locator, what: string): Promise<boolean> {
  const thing = await shown(things);
  if (!thing) return false;
  await thing.click({ timeout: 10_000 });
  await holdsFocus(page, what);
  return true;
}
