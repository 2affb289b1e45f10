// Taking a picture of the page at rest.
import type { Page } from '@playwright/test';

/** Saves what is on the screen, with animations at their end. */
export async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: new URL(`../screenshots/${name}.png`, import.meta.url).pathname, animations: 'disabled', caret: 'hide' });
}
