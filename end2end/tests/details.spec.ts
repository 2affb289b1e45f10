// What is small and seen each day: columns, menus, marks, filters that are counted, and what is said aloud.
import { awake, expect, open, openFilters, rows, test, type Page } from '../support/world';
import { DESKTOP, PHONE } from '../support/screens';

test.describe('on a desktop', () => {
  test.use({ ...DESKTOP, who: 'owner' });

  test('finding 7: a payment has a date whatever became of it, and a refund says so with a true minus sign', async ({ page, office }) => {
    const person = await office.account();
    await office.pay(person, '30.25');
    await open(page, `/admin/users/${person.id}/payments`);
    const table = rows(page, 'Payments of this user, newest first');
    await table.first().getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('link', { name: 'Refund' }).click();
    const dialog = page.getByRole('dialog', { name: 'Refund this payment?' });
    await dialog.getByLabel('Reason').fill('Came twice');
    await dialog.getByRole('button', { name: 'Refund' }).click();
    await expect(dialog).toBeHidden();
    const first = table.first();
    await expect(first).toContainText('−$30.25');
    await expect(first).toContainText('Refunded');
    await expect(page.getByRole('columnheader', { name: 'Date' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Paid', exact: true })).toHaveCount(0);
  });

  test('finding 29: the filters that are on are counted, and clearing takes the search off too', async ({ page }) => {
    await open(page, '/admin/users?status=active&role=customer&q=a');
    const bar = page.getByRole('search');
    await expect(bar.locator('summary')).toContainText('2');
    await bar.getByRole('link', { name: 'Clear filters' }).click();
    await expect(page).toHaveURL('/admin/users');
    await expect(page.getByRole('searchbox')).toHaveValue('');
  });

  test('finding 33: a mark beside an address says in words what it means', async ({ page }) => {
    await open(page, '/admin/users?email_status=bounced');
    await expect(rows(page, 'Users').first().getByTitle('Bounced')).toBeVisible();
  });

  test('finding 34: words keep their distance from the figures before them', async ({ page }) => {
    for (const path of ['/admin/payments', '/admin/organisations', '/admin/numbers']) {
      await open(page, path);
      const near = await page.locator('.table thead th').evaluateAll((heads) => {
        const gap = (head: Element, next: Element) => parseFloat(getComputedStyle(head).paddingInlineEnd) + parseFloat(getComputedStyle(next).paddingInlineStart);
        const pairs = heads.slice(1).map((next, at) => [heads[at], next]);
        return pairs.filter(([head, next]) => head.matches('.cell-figure') && !next.matches('.cell-figure, .cell-actions') && gap(head, next) < 32).length;
      });
      expect(near, path).toBe(0);
    }
  });

  test('finding 35: what is dangerous stands last in the menu of a row', async ({ page }) => {
    await open(page, '/admin/users?role=customer&status=active');
    await rows(page, 'Users').first().getByRole('button').last().click();
    const lines = page.locator('.menu-list:visible .menu-line');
    await expect(lines.first()).toBeVisible();
    await expect(lines.last()).toHaveText('Deactivate');
  });

  test('finding 36: a wide window is used', async ({ page }) => {
    await page.setViewportSize({ width: 2560, height: 1200 });
    await open(page, '/admin/users');
    const box = (await page.locator('.table-region').boundingBox())!;
    expect(2560 - (box.x + box.width)).toBeLessThan(120);
  });

  test('finding 42: a line of what is wrong has its bullet at its first line', async ({ page }) => {
    await open(page, '/admin/users/new');
    await page.getByRole('button', { name: 'Create and invite' }).click();
    const line = page.getByRole('main').getByRole('alert').getByRole('link').first();
    await expect(line).toHaveCSS('display', 'inline');
    await expect(page.getByRole('main').getByRole('alert').getByRole('listitem').first()).toHaveCSS('list-style-position', 'outside');
  });

  test('finding 47: a dialog with errors keeps its buttons within the window', async ({ page, office }) => {
    const person = await office.account();
    await open(page, `/admin/users/${person.id}/payments?ask=payment`);
    const dialog = page.getByRole('dialog');
    await dialog.locator('button[type=submit]').click();
    await expect(dialog.getByRole('alert').first()).toBeVisible();
    await expect(dialog.locator('button[type=submit]')).toBeInViewport({ ratio: 1 });
  });

  test('finding 55: the link of a mail is opened or copied from the outbox', async ({ page, office }) => {
    const person = await office.account();
    await open(page, '/admin/outbox');
    const mail = page.getByRole('listitem').filter({ hasText: person.email }).first();
    await mail.locator('summary').click();
    await expect(mail.getByRole('link', { name: /\/reset\?token=/ })).toHaveAttribute('href', /\/reset\?token=/);
    await expect(mail.getByRole('button', { name: /^Copy/ })).toBeVisible();
  });

  test('finding 54: the templates of a file are seen to be links', async ({ page }) => {
    await open(page, '/admin/imports');
    for (const kind of ['users', 'payments']) await expect(page.getByRole('link', { name: `Template for ${kind}` })).toHaveCSS('text-decoration-line', 'underline');
  });

  test('finding 76: the way back ends in no arrow to nowhere', async ({ page }) => {
    await open(page, '/admin/users/new');
    const steps = page.getByRole('navigation', { name: 'You are here' });
    await expect(steps.getByRole('link', { name: 'Users' })).toBeVisible();
    await expect(steps.locator('li').last().locator('.icon')).toBeHidden();
  });

  test('finding 71: what is not there has a heading and a way back', async ({ page }) => {
    await open(page, '/admin/users/nobody');
    await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Back to the list' }).click();
    await expect(page).toHaveURL('/admin/users');
  });

  test('finding 75: one’s own account says who one is here', async ({ page }) => {
    await open(page, '/admin/account');
    for (const term of ['Email', 'Phone', 'Role', 'Organisation']) await expect(page.getByRole('term').filter({ hasText: term }).first()).toBeVisible();
  });

  test('finding 87: a browser may translate the page', async ({ page }) => {
    await open(page, '/admin/users');
    await expect(page.locator('html')).not.toHaveAttribute('translate', 'no');
  });
});

test.describe('with colours of the system', () => {
  test.use({ ...DESKTOP, who: 'owner' });

  test('finding 86: lists to choose from keep their arrow, and chips their border', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await open(page, '/admin/users?status=active');
    const bar = await openFilters(page);
    const look = (what: string) => bar.locator(what).first().evaluate((element) => {
      const { appearance, borderTopWidth } = getComputedStyle(element);
      return { appearance, borderTopWidth };
    });
    expect((await look('select')).appearance).toBe('auto');
    await expect(page.locator('.chip').first()).toHaveCSS('border-top-width', '1px');
  });
});

test.describe('on a phone', () => {
  test.use({ ...PHONE, who: 'owner' });

  test('finding 25: amounts of several currencies stand below each other in one column', async ({ page, office }) => {
    const person = await office.account();
    for (const currency of ['USD', 'EUR', 'JPY']) await office.pay(person, '12', currency);
    await open(page, `/admin/users?q=${encodeURIComponent(person.email)}`);
    const lefts = await rows(page, 'Users').first().locator('td[data-label="Paid"] > div > div').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().right)));
    expect(lefts.length).toBeGreaterThan(1);
    expect(new Set(lefts).size).toBe(1);
  });
});

test.describe('a customer', () => {
  test.use({ ...DESKTOP, who: 'customer' });

  const own = (page: Page) => page.getByRole('main').getByRole('listitem');

  test('finding 84: states of messages are not each said aloud', async ({ page }) => {
    await open(page, '/panel/messages');
    await expect(own(page).first()).toBeVisible();
    await expect(own(page).locator('[aria-live], [role=status], [role=alert], [role=log]')).toHaveCount(0);
  });

  test('finding 69: numbers stand in groups, without the name of who reads them', async ({ page }) => {
    await open(page, '/panel/numbers');
    await awake(page);
    await expect(page.getByRole('main')).toContainText(/\+\d{1,3} [\d ()-]*\d/);
    await expect(page.getByRole('main')).not.toContainText('Priya Raman');
  });
});
