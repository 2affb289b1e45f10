// Living in a list: how much of it is seen, that nothing moves under the hand, and that the way back leads where one was.
import { accessible, awake, card, expect, figure, mark, open, openFilters, rows, sameDocument, test, unique, wear, type Page } from '../support/world';
import { DESKTOP, PHONE } from '../support/screens';

const LIST = '/admin/users';
/** Who registered before this year; journeys add nobody to them. */
const SETTLED = `${LIST}?registered_to=2025-12-31`;

/** How many rows stand in the window as a whole. */
const seen = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const inside = (row: Element) => {
      const { top, bottom } = row.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    };
    return [...document.querySelectorAll('.table tbody tr')].filter(inside).length;
  });

test.use({ who: 'owner' });

test.describe('on a desktop', () => {
  test.use(DESKTOP);

  for (const locale of ['en', 'es', 'ar']) {
    test(`findings 15 and 16: the usual columns fit and fifteen rows are seen (${locale})`, async ({ page }) => {
      await wear(page, { theme: 'light', locale });
      // By name, for other journeys' people with many currencies and twelve digits are the newest.
      await open(page, `${LIST}?sort=name`);
      await expect(page.locator('.table-region')).toHaveAttribute('data-side', 'none');
      await expect.poll(() => seen(page)).toBeGreaterThanOrEqual(15);
    });
  }

  test('finding 15: what lies to the side is announced by a shadow, until one gets there', async ({ page }) => {
    await open(page, `${LIST}?columns=email,phone,role,status,organisation,manager,plan,tags,paid,registered,last_seen,id`);
    const region = page.locator('.table-region');
    await expect(region).toHaveAttribute('data-side', 'more');
    await region.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
    await expect(region).toHaveAttribute('data-side', 'end');
  });

  test('finding 16: rows are seen in a small window too', async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await open(page, LIST);
    await expect.poll(() => seen(page)).toBeGreaterThanOrEqual(5);
  });

  test('finding 17: ticking moves nothing, and the bar says how many', async ({ page }) => {
    await open(page, SETTLED);
    const places = () => page.locator('.table tbody tr').evaluateAll((all) => all.map((row) => row.getBoundingClientRect().top));
    const before = await places();
    const boxes = rows(page, 'Users').getByRole('checkbox');
    await boxes.nth(1).check();
    await expect(page.getByText('One on this page selected')).toBeVisible();
    expect(await places()).toEqual(before);
    await boxes.nth(2).check();
    await expect(page.getByText('2 on this page selected')).toBeVisible();
    expect(await places()).toEqual(before);
    await page.getByRole('button', { name: 'Clear selection' }).click();
    await expect(boxes.nth(1)).not.toBeChecked();
  });

  test('finding 20: the pill of new rows can be read, and stands in the row of headings', async ({ page, office }) => {
    await open(page, LIST);
    await office.account();
    const pill = page.getByRole('button', { name: /^\d+ new users?$/ });
    await expect(pill).toBeVisible();
    const [words, ground] = await pill.evaluate((element) => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]);
    expect(ground).not.toBe(words);
    expect(ground).not.toBe(await page.locator('.table-region').evaluate((element) => getComputedStyle(element).backgroundColor));
    await accessible(page);
    const [over, heading] = [await pill.boundingBox(), await page.locator('.table thead').boundingBox()];
    expect(over!.y).toBeGreaterThanOrEqual(heading!.y);
    expect(over!.y + over!.height).toBeLessThanOrEqual(heading!.y + heading!.height + 1);
  });

  test('finding 21: the way back undoes one settled change after the other', async ({ page }) => {
    await open(page, LIST);
    await mark(page);
    const bar = await openFilters(page);
    await bar.getByLabel('Status', { exact: true }).selectOption('Active');
    await expect(page).toHaveURL(/status=active/);
    await bar.getByLabel('Role', { exact: true }).selectOption('Customer');
    await expect(page).toHaveURL(/role=customer/);
    const search = page.getByRole('searchbox');
    await search.pressSequentially('a');
    await expect(page).toHaveURL(/q=a(&|$)/);
    await search.pressSequentially('na');
    await expect(page).toHaveURL(/q=ana/);
    await page.goBack();
    await expect(page).not.toHaveURL(/q=/);
    await expect(page).toHaveURL(/role=customer/);
    await expect(search).toHaveValue('');
    await page.goBack();
    await expect(page).not.toHaveURL(/role=/);
    await expect(bar.getByLabel('Role', { exact: true })).toHaveValue('');
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(`${LIST}$`));
    await sameDocument(page);
  });

  test('finding 22: the way back leads to the row one came from', async ({ page }) => {
    await open(page, SETTLED);
    const link = rows(page, 'Users').nth(30).getByRole('rowheader').getByRole('link');
    await link.scrollIntoViewIfNeeded();
    const href = await link.getAttribute('href');
    const top = (await link.boundingBox())!.y;
    await link.click();
    await expect(page).toHaveURL(href ?? '');
    await page.goBack();
    await expect(link).toBeFocused();
    await expect.poll(async () => Math.abs((await link.boundingBox())!.y - top)).toBeLessThan(4);
  });

  test('finding 23: the page scrolls, and the headings stay below its bar', async ({ page }) => {
    await open(page, SETTLED);
    await expect(page.locator('.table-region')).toHaveAttribute('data-side', 'none');
    await page.mouse.wheel(0, 900);
    const bar = (await page.getByRole('banner').first().boundingBox())!;
    await expect.poll(async () => Math.round((await page.locator('.table thead th').nth(1).boundingBox())!.y)).toBe(Math.round(bar.y + bar.height));
  });

  test('finding 82: a heading that is pressed keeps the focus', async ({ page }) => {
    await open(page, SETTLED);
    const heading = page.getByRole('columnheader', { name: 'Name' });
    await heading.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await expect(heading).toHaveAttribute('aria-sort', 'ascending');
    await expect(heading.getByRole('link')).toBeFocused();
  });

  test('finding 83: what has come is said', async ({ page }) => {
    await open(page, SETTLED);
    await (await openFilters(page)).getByLabel('Role', { exact: true }).selectOption('Employee');
    await expect(page).toHaveURL(/role=employee/);
    await expect(page.locator('#rows-said')).toHaveText(/^1–\d+/);
  });

  test('finding 27: which rows these are, of how many', async ({ page }) => {
    await open(page, SETTLED);
    const total = await figure(page, 'Users').innerText();
    const count = page.locator('.pagination-count');
    await expect(count).toHaveText(`1–50 of ${total}`);
    await page.getByRole('link', { name: 'Next page' }).click();
    await expect(count).toHaveText(`51–100 of ${total}`);
    await page.getByRole('link', { name: 'Previous page' }).click();
    await expect(count).toHaveText(`1–50 of ${total}`);
  });

  test('finding 4: an unknown value is said to find nothing and is no chip', async ({ page }) => {
    await open(page, `${LIST}?status=bogus`);
    await expect(page.getByText('Status: “bogus” is unknown, so nothing is shown')).toBeVisible();
    await expect(page.getByRole('link', { name: /^Remove the filter Status/ })).toHaveCount(0);
  });

  test('finding 31: columns are chosen without the sheet closing, and the focus stays on what was pressed', async ({ page }) => {
    await open(page, `${LIST}?role=employee`);
    await page.getByRole('button', { name: 'Columns' }).click();
    for (const column of ['Phone', 'Role', 'Tier']) {
      await page.getByRole('link', { name: `Show ${column}` }).click();
      await expect(page.getByRole('link', { name: `Hide ${column}` })).toBeFocused();
      await expect(page.getByRole('columnheader', { name: column })).toHaveCount(1);
    }
  });

  test('finding 30: the month of the figures narrows no rows and is no filter', async ({ page, office }) => {
    await open(page, SETTLED);
    await page.getByRole('textbox', { name: 'Figures for' }).fill('2026-09');
    await expect(page).toHaveURL(/month=2026-09/);
    await expect(page.getByRole('textbox', { name: 'Figures for' })).toHaveValue('2026-09');
    await expect(card(page, 'Payments')).toContainText('September 2026');
    await expect(page.getByRole('link', { name: /^Remove the filter .*2026-09/ })).toHaveCount(0);
    expect((await office.users(new URL(page.url()).search)).length).toBeGreaterThan(0);
  });

  test('findings 85 and 88: a link leads to the rows, and Escape closes the filters and empties the search', async ({ page }) => {
    await open(page, LIST);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the rows' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.locator('.table-region')).toBeFocused();
    const bar = await openFilters(page);
    await bar.getByLabel('Tag', { exact: true }).focus();
    await page.keyboard.press('Escape');
    await expect(bar.getByLabel('Tag', { exact: true })).toBeHidden();
    const search = page.getByRole('searchbox');
    await search.fill(unique('nobody'));
    await expect(page.getByRole('heading', { name: 'No results' })).toBeVisible();
    await search.press('Escape');
    await expect(search).toHaveValue('');
    await expect(rows(page, 'Users')).toHaveCount(50);
  });

  test('finding 61: rows are walked by single keys, and say where they lead', async ({ page }) => {
    await open(page, '/admin/payments?size=25');
    const links = rows(page, 'Payments, newest first').getByRole('rowheader').getByRole('link');
    await expect(links).toHaveCount(25);
    await page.keyboard.press('j');
    await expect(links.nth(0)).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(links.nth(2)).toBeFocused();
    await page.keyboard.press('k');
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/admin\/payments\/pay_/);
  });

  test('rows per page are chosen on every list, and each says which rows these are', async ({ page, office }) => {
    await office.upload('users', 'rows-per-page.csv', 'external_id,name,email,phone,organisation,role,status\n1,Ada,ada@journeys.test,,,customer,active\n');
    for (const list of ['payments', 'organisations', 'outbox', 'imports', 'numbers', 'messages', 'servers', 'audit']) {
      await test.step(list, async () => {
        await open(page, `/admin/${list}`);
        await expect(page.locator('.pagination-count')).toHaveText(/^1–\d+/);
        const sizes = page.getByRole('group', { name: 'Rows per page' });
        await expect(sizes.getByRole('link', { name: '50', exact: true })).toHaveAttribute('aria-current', 'true');
        await sizes.getByRole('link', { name: '25', exact: true }).click();
        await expect(page).toHaveURL(/size=25/);
        await expect(sizes.getByRole('link', { name: '25', exact: true })).toHaveAttribute('aria-current', 'true');
        await expect(page.locator('.pagination-count')).toHaveText(/^1–([1-9]|1\d|2[0-5])( |$)/);
      });
    }
  });

  test('finding 37: the folded rail shows no box and says what a press does', async ({ page }) => {
    await open(page, LIST);
    const fold = page.locator('.rail-fold');
    await fold.click();
    await expect(page.getByRole('checkbox', { name: 'Expand sidebar' })).toBeChecked();
    expect((await page.locator('#rail-fold').boundingBox())!.width).toBeLessThanOrEqual(1);
    await fold.click();
  });
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('finding 24: a list scrolls with its page and holds no scroller of its own', async ({ page }) => {
    for (const path of [LIST, '/admin/payments', '/admin/messages', '/admin/numbers', '/admin/organisations', '/admin/audit']) {
      await open(page, path);
      const inner = await page.locator('.table-region').evaluateAll((all) => all.filter((region) => region.scrollHeight > region.clientHeight + 1).length);
      expect(inner, path).toBe(0);
    }
  });

  test('finding 18: a second person can be ticked, for the form comes when it is asked for', async ({ page }) => {
    await open(page, SETTLED);
    const boxes = rows(page, 'Users').getByRole('checkbox');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await expect(page.getByText('2 on this page selected')).toBeVisible();
    await expect(page.locator('form#assign')).toBeHidden();
    await page.getByText('Change 2 selected users').click();
    await expect(page.locator('form#assign')).toBeVisible();
    await accessible(page);
  });

  test('finding 26: rows are sorted among the filters, for cards have no headings', async ({ page }) => {
    await open(page, `${LIST}?role=employee`);
    await (await openFilters(page)).getByLabel('Sort by').selectOption('Name, descending');
    await expect(page).toHaveURL(/sort=-name/);
    await page.reload();
    await awake(page);
    await expect((await openFilters(page)).getByLabel('Sort by')).toHaveValue('-name');
  });
});
