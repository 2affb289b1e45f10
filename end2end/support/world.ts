// What every journey starts from: the people of the sample data, signing in, and the checks that hold on every page.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { PORTS } from './ports.mjs';

export { expect } from '@playwright/test';
export { PORTS } from './ports.mjs';

export const SIMULATOR = `http://127.0.0.1:${PORTS.simulator}`;

/** Sign-ins of the sample data, one per role. */
export const PEOPLE = {
  owner: 'owner@switchyard.test',
  dealer: 'dealer@switchyard.test',
  employee: 'employee@switchyard.test',
  customer: 'customer@switchyard.test',
} as const;
export type Role = keyof typeof PEOPLE;
export const PASSWORD = 'demo-switchyard';

/** Signs in by the form, as a person does, and waits for the page behind the door. */
export async function signIn(page: Page, role: Role): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email or user name').fill(PEOPLE[role]);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(role === 'customer' ? '**/panel**' : '**/admin**');
}

/** Waits until the page is awake: the bundle has hydrated it. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.awake === 'yes');
}

/** No violation of axe's WCAG 2.2 A and AA rules on this page as it is now. */
export async function accessible(page: Page): Promise<void> {
  const results = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const found = results.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
  expect(found).toEqual([]);
}

/** Nothing sticks out of the page to the side. */
export async function fits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow, 'the page scrolls sideways').toBeLessThanOrEqual(0);
}

/** A test that fails on any console error, page error or blocked resource. */
export const test = base.extend<{ silence: void }>({
  silence: [
    async ({ page }, use) => {
      const noise: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error' || message.text().includes('hydration')) noise.push(message.text());
      });
      page.on('pageerror', (error) => noise.push(error.message));
      await use();
      expect(noise.filter((line) => !/status of (401|403|404|409|422|429)/.test(line)), 'the console is silent').toEqual([]);
    },
    { auto: true },
  ],
});
