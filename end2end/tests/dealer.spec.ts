// A sub-dealer sees their own part of the tree and nothing else, however they ask for it.
import { expect, figure, open, rows, test, unique } from '../support/world';
import { table } from '../support/office';

test('a dealer’s lists, figures, export and search hold their own people only', async ({ as, office }) => {
  const dealer = await office.person({ role: 'sub_dealer', name: unique('Dealer') });
  const word = unique('Own');
  const own = [await office.account({ name: `${word} one`, parent: dealer.id }), await office.account({ name: `${word} two`, parent: dealer.id })];
  const foreign = await office.account({ name: `${word} foreign` });
  await office.pay(own[0], '11.00');
  await office.pay(foreign, '99.00');
  const ids = [dealer, ...own].map((person) => person.id).sort();

  const page = await as(dealer);
  await open(page, '/admin/users');
  const shown = await rows(page, 'Users').getByRole('rowheader').getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')?.split('/').pop() ?? ''));
  expect(shown.sort()).toEqual(ids);
  await expect(figure(page, 'Users')).toHaveText('3');
  await expect(figure(page, 'Total payments')).toHaveText('$11.00');
  const exported = table(await (await page.request.get('/admin/users/export.csv')).text());
  expect(exported.map((row) => row.id).sort()).toEqual(ids);

  await open(page, `/admin/users?q=${encodeURIComponent(word)}`);
  await expect(rows(page, 'Users')).toHaveCount(2);
  await expect(page.getByText(foreign.name)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to anything' }).pressSequentially(word);
  await expect(page.getByRole('option', { name: own[0].name })).toBeVisible();
  await expect(page.getByRole('option', { name: foreign.name })).toHaveCount(0);

  await open(page, '/admin/payments');
  await expect(rows(page, 'Payments, newest first')).toHaveCount(1);
  await expect(rows(page, 'Payments, newest first')).toContainText(own[0].name);
  await open(page, '/admin/numbers');
  await expect(page.getByRole('heading', { name: 'No numbers yet' })).toBeVisible();
  await open(page, '/admin/messages');
  await expect(page.getByRole('heading', { name: 'No messages yet' })).toBeVisible();
  await open(page, '/admin/organisations');
  await expect(page.getByRole('heading', { name: 'No organisations yet' })).toBeVisible();
});

test.describe('the dealer of the sample data', () => {
  test.use({ who: 'dealer' });

  test('finds no page of a person in another part of the tree, on any tab', async ({ page, office }) => {
    const foreign = await office.account({ name: unique('Elsewhere') });
    for (const tab of ['', '/payments', '/numbers', '/sessions', '/timeline', '/edit']) {
      const answer = await page.goto(`/admin/users/${foreign.id}${tab}`);
      expect(answer?.status(), tab).toBe(404);
      await expect(page.getByRole('alert').getByText('This does not exist, or you do not have access to it.')).toBeVisible();
      await expect(page.getByText(foreign.name)).toHaveCount(0);
    }
  });

  test('is offered no area of the whole installation and may not enter one', async ({ page }) => {
    await open(page, '/admin');
    const areas = page.getByRole('navigation', { name: 'Areas' });
    for (const area of ['Servers', 'Outbox']) await expect(areas.getByRole('link', { name: area, includeHidden: true })).toHaveCount(0);
    for (const path of ['servers', 'outbox']) {
      const answer = await page.goto(`/admin/${path}`);
      expect(answer?.status(), path).toBe(403);
      await expect(page.getByRole('alert').getByText('Your role does not allow this.')).toBeVisible();
    }
  });

  test('makes people in their own part only, and nobody above themselves', async ({ page, as }) => {
    await open(page, '/admin/users/new');
    await expect(page.getByLabel('Role').getByRole('option', { name: 'Owner' })).toHaveCount(0);
    const name = unique('Branch');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByRole('textbox', { name: 'Email' }).fill(`${name.replace(' ', '.')}@journeys.test`);
    await page.getByRole('button', { name: 'Create and invite' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    const owner = await as('owner');
    await owner.goto(page.url());
    await expect(owner.getByText('Belongs to')).toBeVisible();
    await expect(owner.locator('.fact').filter({ hasText: 'Belongs to' }).getByRole('link')).toBeVisible();
  });
});
