// The owner's day: from signing in to a filtered list, its figures, one person's page, and what is done there.
import { readFile } from 'node:fs/promises';
import { table } from '../support/office';
import { awake, choose, expect, figure, mark, onPhone, open, openFilters, rows, sameDocument, signIn, test, unique } from '../support/world';

const LIST = '/admin/users';

test('signs in and finds the users', async ({ page }) => {
  await signIn(page, 'owner');
  await awake(page);
  await expect(page.getByRole('heading', { level: 1, name: /Welcome back/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('link', { name: 'Users' }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
  await expect(rows(page, 'Users')).toHaveCount(50);
});

test.describe('the list', () => {
  test.use({ who: 'owner' });

  /** Each filter: its label, its name in the address, and a value (choices: the words, or their place in the list). */
  const FILTERS: [label: string, name: string, value: string | number][] = [
    ['Status', 'status', 'Deactivated'],
    ['Role', 'role', 'Employee'],
    ['Tier', 'tier', '2'],
    ['Plan', 'plan', 1],
    ['Organisation', 'organisation', 1],
    ['Manager', 'manager', 1],
    ['Email', 'email_status', 'Bounced'],
    ['Paid', 'paid', 'Never paid'],
    ['Tag', 'tag', 'vip'],
    ['Registered from', 'registered_from', '2026-01-15'],
    ['Registered until', 'registered_to', '2026-01-15'],
    ['Seen from', 'seen_from', '2026-10-20'],
    ['Seen until', 'seen_to', '2026-10-20'],
  ];
  for (const [label, name, value] of FILTERS) {
    test(`filters by “${label}”; figures and export follow, the page and the focus stay`, async ({ page, office }) => {
      // Who registered before this year; journeys add nobody to them.
      const settled = name.startsWith('registered') ? '' : '?registered_to=2025-12-31';
      await open(page, `${LIST}${settled}`);
      await mark(page);
      const control = (await openFilters(page)).getByLabel(label, { exact: true }).and(page.locator('input, select'));
      await control.focus();
      if (typeof value === 'number') await choose(control, value);
      else if ((await control.evaluate((element) => element.tagName)) === 'SELECT') await control.selectOption(value);
      else await control.fill(value);
      await expect(page).toHaveURL((url) => (url.searchParams.get(name) ?? '') !== '');
      await expect(control).toBeFocused();
      await expect(page.getByRole('link', { name: new RegExp(`^Remove the filter ${label}: `) })).toBeVisible();
      const exported = await office.users(new URL(page.url()).search);
      await expect(figure(page, 'Users')).toHaveText(exported.length.toLocaleString('en'));
      const empty = page.getByRole('heading', { name: 'No results' });
      await expect(exported.length > 0 ? rows(page, 'Users') : empty).toHaveCount(Math.min(Math.max(exported.length, 1), 50));
      await sameDocument(page);
    });
  }

  test('searches while one types, and a chip or the browser’s way back takes a filter off', async ({ page, office }) => {
    const person = await office.account();
    await open(page, LIST);
    await mark(page);
    const search = page.getByRole('searchbox', { name: 'Search by name, email, phone or ID' });
    await search.pressSequentially(person.name);
    await expect(rows(page, 'Users')).toHaveCount(1);
    await expect(rows(page, 'Users').getByRole('link', { name: person.name })).toBeVisible();
    await expect(figure(page, 'Users')).toHaveText('1');
    await expect(search).toBeFocused();
    await search.clear();
    await expect(rows(page, 'Users')).toHaveCount(50);
    await (await openFilters(page)).getByLabel('Role', { exact: true }).selectOption('Owner');
    await expect(rows(page, 'Users')).toHaveCount(1);
    await page.getByRole('link', { name: 'Remove the filter Role: Owner' }).click();
    await expect(page).not.toHaveURL(/role=/);
    await expect(rows(page, 'Users')).toHaveCount(50);
    await expect(page.getByRole('search').getByLabel('Role', { exact: true })).toHaveValue('');
    await sameDocument(page);
  });

  test('says so when nothing matches, and clears the filters', async ({ page }) => {
    await open(page, `${LIST}?q=${encodeURIComponent(unique('nobody'))}&status=active`);
    await expect(page.getByRole('heading', { name: 'No results' })).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Clear filters' }).last().click();
    await expect(page).toHaveURL(new RegExp(`${LIST}$`));
    await expect(rows(page, 'Users')).toHaveCount(50);
  });

  test('sorts by its headings, or by its address where cards have none, and keeps the filter', async ({ page }) => {
    const heading = page.getByRole('columnheader', { name: 'Name' });
    const order = async (sort: string, said: string): Promise<void> => {
      if (onPhone(page)) {
        await open(page, `${LIST}?role=employee&sort=${sort}`);
      } else {
        await heading.getByRole('link').click();
        await expect(page).toHaveURL(new RegExp(`role=employee.*sort=${sort}|sort=${sort}.*role=employee`));
        await expect(heading).toHaveAttribute('aria-sort', said);
      }
    };
    await open(page, `${LIST}?role=employee`);
    await order('name', 'ascending');
    const names = async (): Promise<string[]> => rows(page, 'Users').getByRole('rowheader').allInnerTexts();
    const ascending = await names();
    await order('-name', 'descending');
    await expect.poll(names).toEqual([...ascending].reverse());
  });

  test('shows other columns when asked to', async ({ page }) => {
    await open(page, `${LIST}?role=employee`);
    await expect(page.getByRole('columnheader', { name: 'Phone' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('link', { name: 'Show Phone' }).click();
    await expect(page).toHaveURL(/columns=/);
    await expect(page.getByRole('columnheader', { name: 'Phone' })).toHaveCount(1);
    await expect(rows(page, 'Users').first().getByText(/^\+\d[\d -]{8,}/)).toBeVisible();
  });

  test('exports exactly the filtered rows, over all pages and in their order', async ({ page, office }) => {
    const query = '?registered_to=2026-03-31&status=active&role=customer&sort=name&size=25';
    await open(page, `${LIST}${query}`);
    const href = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^users-active-customer-\d{4}-\d{2}-\d{2}\.csv$/);
    const exported = await office.users(new URL(href ?? '', page.url()).search);
    const seen: string[] = [];
    for (;;) {
      const ids = await rows(page, 'Users').getByRole('rowheader').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      seen.push(...ids.map((href) => href?.split('/').pop() ?? ''));
      const next = page.getByRole('link', { name: 'Next page' });
      if ((await next.count()) === 0) break;
      const first = ids[0];
      await next.click();
      await expect(rows(page, 'Users').getByRole('rowheader').getByRole('link').first()).not.toHaveAttribute('href', first ?? '');
    }
    expect(seen.length).toBeGreaterThan(25);
    expect(exported.map((row) => row.id)).toEqual(seen);
  });

  test('finding 32: keeps a view, changes it, and finds it in another window', async ({ page, as }) => {
    await open(page, `${LIST}?tier=2&sort=name&columns=email,tier`);
    const views = page.getByRole('navigation', { name: 'Views' });
    await views.getByRole('link', { name: 'Active' }).click();
    await expect(page).toHaveURL(`${LIST}?status=active`);
    await expect(views.getByRole('link', { name: 'Active' })).toHaveAttribute('aria-current', 'page');
    await page.goBack();
    const name = unique('Round');
    await page.getByRole('link', { name: 'Save view' }).click();
    await page.getByLabel('View name').fill(name);
    await page.getByRole('button', { name: 'Save view' }).click();
    await expect(page.getByText('View saved.')).toBeVisible();
    await expect(views.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
    const other = await as('owner');
    await open(other, LIST);
    await other.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
    await expect(other).toHaveURL(/tier=2.*sort=name.*columns=email.*view=viw_/);
    await open(other, `${other.url()}&status=active`);
    await other.getByRole('button', { name: 'Save changes' }).click();
    await expect(other.getByText('View saved.')).toBeVisible();
    await expect(other.getByRole('button', { name: 'Save changes' })).toHaveCount(0);
    await other.getByRole('button', { name: 'Actions for this view' }).click();
    await other.getByRole('link', { name: 'Delete view' }).click();
    await other.getByRole('dialog', { name: 'Delete this view?' }).getByRole('button', { name: 'Delete view' }).click();
    await expect(other.getByText('View deleted.')).toBeVisible();
    await expect(other.getByRole('navigation', { name: 'Views' }).getByRole('link', { name })).toHaveCount(0);
  });

  test('finding 19: tags and deactivates everybody who matches, and takes the selected away as a file', async ({ page, office }) => {
    const word = unique('Crowd');
    for (const which of ['one', 'two', 'three']) await office.account({ name: `${word} ${which}` });
    await open(page, `${LIST}?q=${encodeURIComponent(word)}`);
    await expect(rows(page, 'Users')).toHaveCount(3);
    await page.getByRole('checkbox', { name: `Select ${word} one` }).check();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export selected' }).click()]);
    const exported = table(await readFile(await download.path(), 'utf8'));
    expect(exported.map((row) => row.name)).toEqual([`${word} one`]);
    await page.getByRole('checkbox', { name: 'All 3 who match' }).check();
    await expect(page.getByText('All who match are selected')).toBeVisible();
    await page.getByText('Change all who match').click();
    const form = page.locator('form#assign');
    await form.getByLabel('Status').selectOption('Deactivated');
    await form.getByLabel('Add tags').fill('spring');
    await form.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('3 users were changed.')).toBeVisible();
    await expect(rows(page, 'Users').filter({ hasText: 'Deactivated' })).toHaveCount(3);
    const after = await office.users(`?q=${encodeURIComponent(word)}`);
    expect(after.map((row) => [row.status, row.tags])).toEqual(Array(3).fill(['inactive', 'spring']));
  });

  test('gives selected users a manager and an organisation', async ({ page, office }) => {
    const word = unique('Batch');
    for (const which of ['one', 'two']) await office.account({ name: `${word} ${which}` });
    await open(page, `${LIST}?q=${encodeURIComponent(word)}`);
    await expect(rows(page, 'Users')).toHaveCount(2);
    for (const which of ['one', 'two']) await page.getByRole('checkbox', { name: `Select ${word} ${which}` }).check();
    await expect(page.getByText('2 on this page selected')).toBeVisible();
    await page.getByText('Change 2 selected users').click();
    const form = page.locator('form#assign');
    // The owner and the owner's own business fit everybody.
    const [owner] = await office.users('?role=owner');
    await choose(form.getByLabel('Manager'), owner.name);
    await choose(form.getByLabel('Organisation'), owner.organisation);
    await form.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByText('2 users were changed.')).toBeVisible();
    await expect(rows(page, 'Users').filter({ hasText: owner.organisation })).toHaveCount(2);
    await rows(page, 'Users').getByRole('link', { name: `${word} one` }).click();
    await expect(page.locator('.fact').filter({ hasText: 'Manager' }).getByRole('link', { name: owner.name })).toBeVisible();
  });
});
