// What every journey starts from: the people of the sample data, being signed in, and the checks that hold on every page.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Browser, type BrowserContext, type BrowserContextOptions, type Locator, type Page } from '@playwright/test';
import { PORTS } from './ports.mjs';
import { Office, enter, type Person } from './office';

export { expect } from '@playwright/test';
export type { Page, Locator } from '@playwright/test';
export { PORTS } from './ports.mjs';
export { type Person, NEW_PASSWORD, unique } from './office';

export const SIMULATOR = `http://127.0.0.1:${PORTS.simulator}`;

/** Sign-ins of the sample data, one per role. */
export const PEOPLE = {
  owner: 'owner@switchyard.test',
  dealer: 'dealer@switchyard.test',
  employee: 'employee@switchyard.test',
  customer: 'customer@switchyard.test',
} as const;
export type Role = keyof typeof PEOPLE;
export const ROLES = Object.keys(PEOPLE) as Role[];
export const PASSWORD = 'demo-switchyard';

/** Someone who can sign in: a role of the sample data, or a person that a journey made. */
export type Who = Role | Person;

function login(who: Who): { email: string; password: string } {
  return typeof who === 'string' ? { email: PEOPLE[who], password: PASSWORD } : who;
}

/** Types a sign-in into the form, as a person does. */
export async function typeSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email or user name').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in by the form and waits for the page behind the door. */
export async function signIn(page: Page, who: Who): Promise<void> {
  const { email, password } = login(who);
  await page.goto('/sign-in');
  await typeSignIn(page, email, password);
  await page.waitForURL((url) => /^\/(admin|panel)(\/|$)/.test(url.pathname));
}

/** Waits until the page is awake: the bundle has hydrated it. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.awake === 'yes', undefined, { timeout: 15_000 });
}

/** Opens an address and waits until the page is awake. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await awake(page);
}

/** No violation of axe's WCAG 2.2 A and AA rules on this page as it is now. */
export async function accessible(page: Page): Promise<void> {
  const results = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  const found = results.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
  expect.soft(found, `${new URL(page.url()).pathname} is accessible`).toEqual([]);
}

/** Nothing sticks out of the page to the side; what does is named. */
export async function fits(page: Page): Promise<void> {
  const outside = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return right > root.clientWidth + 1 || left < -1;
    });
    return ['the page scrolls sideways', ...wide.slice(0, 5).map((element) => (element.cloneNode() as Element).outerHTML)];
  });
  expect.soft(outside, `${new URL(page.url()).pathname} fits its width`).toEqual([]);
}

/** Refused requests, and those while a journey is offline, are part of some journeys, and browsers log each; everything else is noise that nobody should see. */
const EXPECTED = /status of (400|401|403|404|409|422|429)|net::ERR_INTERNET_DISCONNECTED/;

/** Collects what a page says to the console. */
export function listen(page: Page): string[] {
  const noise: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if ((message.type() === 'error' || text.includes('hydration')) && !EXPECTED.test(text)) noise.push(text);
  });
  page.on('pageerror', (error) => noise.push(error.message));
  return noise;
}

type State = NonNullable<Exclude<BrowserContextOptions['storageState'], string>>;

/** Signs in without a browser and keeps the cookies for a few minutes: not for so long that a copy of them would have to be renewed. */
class Doorman {
  private readonly kept = new Map<string, { state: State; at: number }>();

  async state(who: Who): Promise<State> {
    const { email, password } = login(who);
    const known = this.kept.get(email);
    if (known && Date.now() - known.at < 180_000) return known.state;
    const context = await enter(email, password);
    const state = await context.storageState();
    await context.dispose();
    this.kept.set(email, { state, at: Date.now() });
    return state;
  }
}

/** Opens another browser for someone, signed in. It is closed, and its console looked at, when the journey ends. */
export type As = (who: Who) => Promise<Page>;

interface Journey {
  /** Who is signed in on `page`; nobody unless a journey says so. */
  who: Role | undefined;
  as: As;
  silence: void;
}
interface Crew {
  /** The owner's desk: makes what a journey needs without a browser. */
  office: Office;
  doorman: Doorman;
}

/** A test that fails on any console error, page error or blocked resource. */
export const test = base.extend<Journey, Crew>({
  who: [undefined, { option: true }],
  doorman: [async ({}, use) => use(new Doorman()), { scope: 'worker' }],
  office: [
    async ({}, use) => {
      const office = new Office(PEOPLE.owner, PASSWORD);
      await use(office);
      await office.close();
    },
    { scope: 'worker' },
  ],
  storageState: async ({ who, doorman }, use) => use(who ? await doorman.state(who) : undefined),
  as: async ({ browser, doorman }, use) => {
    const opened: { context: BrowserContext; noise: string[] }[] = [];
    await use(async (who) => {
      const context = await (browser as Browser).newContext({ storageState: await doorman.state(who) });
      const page = await context.newPage();
      opened.push({ context, noise: listen(page) });
      return page;
    });
    for (const { context } of opened) await context.close();
    expect(opened.flatMap(({ noise }) => noise), 'the other consoles are silent').toEqual([]);
  },
  silence: [
    async ({ page }, use) => {
      const noise = listen(page);
      await use();
      expect(noise, 'the console is silent').toEqual([]);
    },
    { auto: true },
  ],
});

/** Whether the journey runs at the width of a phone. */
export const onPhone = (page: Page): boolean => (page.viewportSize()?.width ?? 0) < 700;

/** Opens the filters, which stand behind a button. */
export async function openFilters(page: Page): Promise<Locator> {
  const bar = page.getByRole('search');
  if ((await bar.locator('details[open]').count()) === 0) await bar.locator('summary').click();
  return bar;
}

/** Chooses by name or place, from a list or, where a list cannot hold them all, by typing. */
export async function choose(labelled: Locator, which: string | number): Promise<void> {
  // What is offered is labelled like the control.
  const control = labelled.and(labelled.page().locator('input, select'));
  if ((await control.evaluate((element) => element.tagName)) === 'SELECT') {
    await control.selectOption(typeof which === 'number' ? { index: which } : which);
  } else if (typeof which === 'number') {
    for (let at = 0; at <= which; at++) await control.press('ArrowDown');
    await control.press('Enter');
  } else {
    await control.fill(which);
    await control.page().getByRole('option', { name: which, exact: true }).click();
  }
}

/** The cell of a figure, by its label. */
export function card(page: Page, label: string): Locator {
  return page.locator('.kpi').filter({ has: page.getByText(label, { exact: true }).and(page.locator('.kpi-name')) });
}

/** A figure, by its label. */
export function figure(page: Page, label: string): Locator {
  return card(page, label).locator('.kpi-figure');
}

/** The rows of a table, without its heading. */
export function rows(page: Page, table: string): Locator {
  return page.getByRole('table', { name: table }).locator('tbody').getByRole('row');
}

/** Marks the page, to see later whether it was loaded again. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { marked: boolean }).marked = true;
  });
}

/** The page was not loaded again since it was marked. */
export async function sameDocument(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as { marked?: boolean }).marked), 'the page was not loaded again').toBe(true);
}

/** Sets theme and language of a browser, as the menu of preferences would. */
export async function wear(page: Page, look: { theme: string; locale: string }): Promise<void> {
  const { hostname } = new URL(test.info().project.use.baseURL ?? '');
  await page.context().addCookies(Object.entries(look).map(([name, value]) => ({ name, value, domain: hostname, path: '/' })));
}
