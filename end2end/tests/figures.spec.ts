// The figures above the list of people and on the overview: whole numbers on one line, what each means, and the rows behind them.
import { accessible, awake, card, expect, figure, mark, open, rows, sameDocument, test, unique, wear, type Page } from '../support/world';
import { DESKTOP } from '../support/screens';

const LIST = '/admin/users';
const LOCALES = ['en', 'es', 'ar'];
const WIDTHS = [1024, 1440, 1920, 390, 320];

const people = (name: string): string => `${LIST}?q=${encodeURIComponent(name)}`;

/** The figures that are broken in two lines, or stick out of their cells. */
const broken = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isShown = (part: Element) => {
      const { display, position } = getComputedStyle(part);
      return display !== 'none' && position !== 'absolute';
    };
    return [...document.querySelectorAll('.kpi .figure')].flatMap((figure) => {
      const range = document.createRange();
      range.selectNodeContents([...figure.children].find(isShown) ?? figure);
      const [box, cell] = [range.getBoundingClientRect(), figure.closest('.kpi')!.getBoundingClientRect()];
      const whole = box.height < 1.6 * parseFloat(getComputedStyle(figure).lineHeight) && box.left >= cell.left - 1 && box.right <= cell.right + 1;
      return whole ? [] : [`${range} at ${window.innerWidth}: ${box.width} × ${box.height} in ${cell.width}`];
    });
  });

/** Whether the browser remembers that further figures stand open. */
const remembers = (page: Page): Promise<boolean> => page.context().cookies().then((all) => all.some(({ name }) => name === 'figures'));

test.use({ who: 'owner' });

test.describe('on screens of every width', () => {
  test.use(DESKTOP);

  for (const locale of LOCALES) {
    test(`finding 2: amounts of twelve digits stand on one line (${locale})`, async ({ page, office }) => {
      await wear(page, { theme: 'light', locale });
      const paths = ['/admin'];
      for (const [amount, currency] of [['1234567890.12', 'USD'], ['999999.99', 'MMK'], ['123456789.012', 'KWD']]) {
        const person = await office.account({ name: unique('Rich') });
        await office.pay(person, amount, currency);
        paths.unshift(people(person.name));
      }
      for (const path of paths) {
        await open(page, path);
        if (path !== '/admin' && (await page.locator('.kpis-more[open]').count()) === 0) await page.locator('.kpis-summary').click();
        await expect(page.locator('.kpi .figure').last()).toBeVisible();
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          expect(await broken(page), path).toEqual([]);
        }
      }
    });
  }

  for (const locale of LOCALES) {
    test(`finding 13: the months under a chart do not meet, and the running one is hatched (${locale})`, async ({ page }) => {
      await wear(page, { theme: 'light', locale });
      await open(page, '/admin');
      await expect(page.locator('.chart-part').first()).toBeVisible();
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        const gaps = await page.evaluate(() =>
          [...document.querySelectorAll('.chart-labels')].flatMap((list) => {
            const seen = [...list.querySelectorAll('span')].filter((label) => getComputedStyle(label).visibility === 'visible');
            const boxes = seen.map((label) => label.getBoundingClientRect());
            return boxes.slice(1).map((box, at) => box.left - boxes[at].right);
          }),
        );
        expect(gaps.length).toBeGreaterThan(4);
        expect(Math.min(...gaps), `at ${width}`).toBeGreaterThan(0);
      }
    });
  }
});

test('finding 13: a chart of amounts names its currency, and steps are even', async ({ page, office }) => {
  await office.pay(await office.account(), '5.00');
  await open(page, '/admin');
  await expect(page.getByRole('heading', { name: /^Payments per month \([A-Z]{3}\)$/ })).toBeVisible();
  const kept = await page.locator('.chart-labels').first().locator('li').evaluateAll((all) => all.flatMap((label, at) => (label.className ? [at] : [])));
  expect(kept).toEqual([2, 5, 8, 11]);
});

test('finding 6: the other currencies open over the page', async ({ page, office }) => {
  const person = await office.account({ name: unique('Poly') });
  for (const currency of ['USD', 'EUR', 'JPY']) await office.pay(person, '12', currency);
  await open(page, people(person.name));
  const button = card(page, 'Payments').getByRole('button', { name: '2 more currencies' });
  const box = (await button.boundingBox())!;
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
  const top = async () => (await rows(page, 'Users').first().boundingBox())!.y;
  const before = await top();
  await button.click();
  const sheet = page.locator('.toggletip:popover-open');
  await expect(sheet.getByRole('listitem')).toHaveCount(2);
  expect(await top()).toBe(before);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('finding 16: further figures stand behind a press that stays where it is and is remembered', async ({ page }) => {
  await open(page, LIST);
  const more = page.locator('.kpis-summary');
  const last = figure(page, 'Team owners');
  await expect(last).toBeHidden();
  const before = await more.boundingBox();
  await more.click();
  await expect(last).toBeVisible();
  expect(await more.boundingBox()).toEqual(before);
  await accessible(page);
  await expect.poll(() => remembers(page)).toBe(true);
  await page.reload();
  await awake(page);
  await expect(last).toBeVisible();
  await more.click();
  await expect(last).toBeHidden();
  await expect.poll(() => remembers(page)).toBe(false);
  await page.reload();
  await expect(last).toBeHidden();
});

test('finding 12: a key or a touch says what a figure means', async ({ page }) => {
  await open(page, '/admin');
  const sign = page.getByRole('button', { name: 'What “Revenue” means' });
  await sign.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Net: /)).toBeVisible();
  await accessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^Net: /)).toBeHidden();
  await expect(page.locator('.kpi-about')).toHaveCount(11);
});

test('finding 12: how the system is stands at the head of the overview, not among what follows the filters', async ({ page }) => {
  await open(page, '/admin');
  await expect(page.locator('.system-state')).toContainText('System');
  await expect(page.locator('.kpi-name', { hasText: 'System' })).toHaveCount(0);
  await expect(page.getByText('by month of registration')).toBeVisible();
  await open(page, LIST);
  await expect(page.locator('.system-state')).toHaveCount(0);
});

test('finding 12: a whole month is compared with the one before', async ({ page }) => {
  await open(page, `${LIST}?month=2026-09`);
  await expect(card(page, 'Payments').locator('.kpi-change')).toHaveAttribute('title', / in August 2026$/);
});

test('finding 3: under a filter a figure leads to rows within it, or nowhere', async ({ page, office }) => {
  const name = unique('Lina');
  const paying = await office.account({ name: `${name} one` });
  await office.account({ name: `${name} two` });
  await office.pay(paying, '7.00');
  await open(page, people(name));
  await mark(page);
  for (const label of ['Revenue', 'Payments', 'Pending payments']) await expect(card(page, label).getByRole('link')).toHaveCount(0);
  await page.locator('.kpis-summary').click();
  await card(page, 'Paying users').getByRole('link').click();
  await expect(page).toHaveURL(/paid=yes/);
  await expect(rows(page, 'Users')).toHaveCount(1);
  await expect(figure(page, 'Users')).toHaveText('1');
  await sameDocument(page);
});

test('finding 3: the payments of a month lead to just these', async ({ page, office }) => {
  await office.pay(await office.account(), '3.00');
  await open(page, `${LIST}?month=2026-09`);
  await expect(card(page, 'Payments').getByRole('link')).toHaveAttribute('href', '/admin/payments?status=success&paid_from=2026-09-01&paid_to=2026-09-30');
  await card(page, 'Payments').getByRole('link').click();
  await expect(page).toHaveURL(/paid_to=2026-09-30/);
  await expect(page.getByRole('table').locator('tbody').getByRole('row').first()).toBeVisible();
});

test('finding 80: figures are a list of terms with one heading, and the table has one', async ({ page }) => {
  await open(page, LIST);
  await expect(page.locator('.kpis').getByRole('heading')).toHaveCount(1);
  await expect(page.getByRole('main').getByRole('heading', { level: 2, name: 'Users', exact: true })).toHaveCount(1);
  await expect(page.locator('.kpis dl > .kpi > dt')).toHaveCount(11);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('further figures and what they mean open all the same', async ({ page }) => {
    await page.goto(LIST);
    await page.locator('.kpis-summary').click();
    await expect(figure(page, 'Team owners')).toBeVisible();
    await page.getByRole('button', { name: 'What “Team owners” means' }).click();
    await expect(page.getByText('People who own at least one organisation.')).toBeVisible();
  });
});
