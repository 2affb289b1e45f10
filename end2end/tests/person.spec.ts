// One person's page, as the owner sees it: tabs, the account's form, being let in and shut out, money, and what another desk does
// meanwhile.
import { accessible, expect, figure, mark, open, openFilters, rows, sameDocument, test, unique } from '../support/world';

test.use({ who: 'owner' });

test('a person’s page has tabs with addresses of their own', async ({ page, office }) => {
  const person = await office.person();
  await office.pay(person, '40.00');
  await open(page, `/admin/users/${person.id}`);
  await mark(page);
  const tabs = page.getByRole('navigation', { name: 'Sections of this user’s page' });
  const heading = page.getByRole('heading', { level: 1, name: person.name });
  await expect(heading).toBeVisible();
  await expect(page.getByText(person.email).filter({ visible: true })).toBeVisible();
  const parts: [tab: string, path: string, words: string][] = [
    ['Payments', 'payments', '$40.00'],
    ['Numbers', 'numbers', 'No numbers yet'],
    ['Sessions', 'sessions', 'Not signed in anywhere'],
    ['Timeline', 'timeline', '$40.00 recorded · Cash'],
  ];
  for (const [tab, path, words] of parts) {
    await tabs.getByRole('link', { name: tab }).click();
    await expect(page).toHaveURL(`/admin/users/${person.id}/${path}`);
    await expect(tabs.getByRole('link', { name: tab })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByText(words).first()).toBeVisible();
    await expect(heading).toBeVisible();
  }
  await page.goBack();
  await expect(page.getByText('Not signed in anywhere')).toBeVisible();
  await tabs.getByRole('link', { name: 'Details' }).click();
  await expect(page).toHaveURL(`/admin/users/${person.id}`);
  await expect(page.getByText('Time zone')).toBeVisible();
  await sameDocument(page);
});

test('a new user is made, invited and changed', async ({ page, office }) => {
  const name = unique('Noor');
  const email = `${name.toLowerCase().replace(' ', '.')}@journeys.test`;
  await open(page, '/admin/users');
  await page.getByRole('link', { name: 'New user' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'New user' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Email' }).fill('not an address');
  await page.getByRole('textbox', { name: 'Phone' }).fill('+34 600 111 222');
  await page.getByLabel('Tier').selectOption('2');
  await page.getByRole('textbox', { name: 'Tags' }).fill('Journey, VIP');
  await page.getByRole('button', { name: 'Create and invite' }).click();
  await expect(page.getByRole('alert').getByText('There is a problem')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('“not an address” is not an email address').first()).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name);
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('button', { name: 'Create and invite' }).click();
  await expect(page).toHaveURL(/\/admin\/users\/usr_[0-9a-f]+$/);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await expect(page.getByText('+34 600 11 12 22')).toBeVisible();
  await expect(page.getByText('vip', { exact: true })).toBeVisible();
  expect(await office.mailTo(email)).toContain('Open this link within seven days');

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Edit ${name}` })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(`${name} the second`);
  await page.getByLabel('Notes').fill('Called twice.\nLikes <b>bold</b> & "quotes".');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/admin\/users\/usr_[0-9a-f]+$/);
  await expect(page.getByRole('heading', { level: 1, name: `${name} the second` })).toBeVisible();
  await expect(page.getByText('Likes <b>bold</b> & "quotes".')).toBeVisible();
});

test('a branch of the organisation becomes a default, and the list is filtered by it', async ({ page, office }) => {
  const word = unique('Depot');
  await open(page, '/admin/organisations/new');
  await page.getByLabel('Name', { exact: true }).fill(word);
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: word })).toBeVisible();
  const organisation = /org_[0-9a-f]+/.exec(page.url())?.[0] ?? '';
  const branch = page.locator('form').filter({ has: page.getByRole('button', { name: 'Add a branch' }) });
  await branch.getByRole('textbox').fill(`${word} North`);
  await branch.getByRole('button', { name: 'Add a branch' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: `${word} North` })).toBeVisible();

  const person = await office.account({ name: `${word} first`, organisation });
  await office.account({ name: `${word} second`, organisation });
  await open(page, `/admin/users/${person.id}/edit`);
  await expect(page.getByLabel('Folder')).toHaveCount(0);
  await page.getByLabel('Branch').selectOption(`${word} North`);
  await accessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(`/admin/users/${person.id}`);
  await expect(page.locator('.fact').filter({ hasText: 'Branch' }).getByText(`${word} North`)).toBeVisible();

  await open(page, `/admin/users?organisation=${organisation}`);
  await expect(rows(page, 'Users')).toHaveCount(2);
  const bar = await openFilters(page);
  await bar.getByLabel('Branch').selectOption(`${word} North`);
  await expect(page).toHaveURL(/branch=brn_/);
  await expect(rows(page, 'Users')).toHaveCount(1);
  await expect(rows(page, 'Users').first()).toContainText(`${word} first`);
  await expect(figure(page, 'Users')).toHaveText('1');
  await page.reload();
  await page.getByRole('link', { name: `Remove the filter Branch: ${word} North` }).click();
  await expect(rows(page, 'Users')).toHaveCount(2);
});

test('an edit that somebody else was quicker with is refused', async ({ page, as, office }) => {
  const person = await office.account();
  const other = await as('owner');
  for (const one of [page, other]) await open(one, `/admin/users/${person.id}/edit`);
  await other.getByLabel('Notes').fill('First.');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other).toHaveURL(`/admin/users/${person.id}`);
  await page.getByLabel('Notes').fill('Second.');
  await page.getByRole('button', { name: 'Save' }).click();
  // Finding 45: who, what, and a way on that loses nothing.
  await expect(page.getByRole('alert').getByText(/ changed “Notes” after you opened this form/)).toBeVisible();
  await expect(page.getByLabel('Notes')).toHaveValue('Second.');
  await expect(page.getByRole('link', { name: 'Show the newest version' })).toHaveAttribute('href', `/admin/users/${person.id}/edit`);
  await page.getByRole('button', { name: 'Keep my text and overwrite theirs' }).click();
  await expect(page.getByText('Your text now stands on the newest version. Save to replace it.')).toBeVisible();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(`/admin/users/${person.id}`);
  await expect(page.getByText('Second.')).toBeVisible();
});

test('deactivating ends a live session at its next request, and activating lets the person in again', async ({ page, as, office }) => {
  const person = await office.person();
  const theirs = await as(person);
  await open(theirs, '/panel');
  await open(page, `/admin/users/${person.id}`);
  await page.getByRole('link', { name: 'Deactivate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Deactivate this user?' });
  await expect(dialog.getByText(`All sessions of ${person.name} end at once`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Status changed.')).toBeVisible();
  await expect(page.getByText('Deactivated').first()).toBeVisible();

  await theirs.goto('/panel/messages');
  await expect(theirs).toHaveURL(/\/sign-in\?return_to=/);
  await theirs.getByLabel('Email or user name').fill(person.email);
  await theirs.getByLabel('Password', { exact: true }).fill(person.password);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await expect(theirs.getByRole('alert')).toContainText('The user name or the password is not correct.');

  await page.getByRole('link', { name: 'Activate' }).click();
  await page.getByRole('dialog', { name: 'Activate this user?' }).getByRole('button', { name: 'Activate' }).click();
  await expect(page.getByRole('link', { name: 'Deactivate' })).toBeVisible();
  await theirs.getByLabel('Password', { exact: true }).fill(person.password);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await expect(theirs).toHaveURL(/\/panel/);
});

test('a payment is recorded once and given back in part', async ({ page, office }) => {
  const person = await office.account();
  await open(page, `/admin/users/${person.id}/payments`);
  await expect(page.getByRole('heading', { name: 'No payments yet' })).toBeVisible();
  await page.getByRole('link', { name: 'Record payment' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Record payment' });
  await dialog.getByLabel('Amount').fill('-3');
  await dialog.getByLabel('Note').fill('Invoice 17');
  await expect(dialog.getByText('The amount must be more than zero.')).toBeVisible();
  await dialog.getByLabel('Currency').selectOption('EUR');
  await dialog.getByLabel('Amount').fill('1,234.50');
  await expect(dialog.getByText('Understood as €1,234.50.')).toBeVisible();
  await dialog.getByLabel('Method').selectOption('Bank');
  await dialog.getByRole('button', { name: 'Record payment' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Payment recorded.')).toBeVisible();
  const table = rows(page, 'Payments of this user, newest first');
  await expect(table).toHaveCount(1);
  await expect(table.first()).toContainText('€1,234.50');
  await expect(table.first()).toContainText('Invoice 17');
  await expect(table.first()).toContainText('Paid');

  await table.first().getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('link', { name: 'Refund' }).click();
  const refund = page.getByRole('dialog', { name: 'Refund this payment?' });
  await refund.getByLabel('Amount in EUR').fill('2000');
  await refund.getByLabel('Reason').fill('Too much');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await expect(refund.getByText('€2,000.00 is more than the €1,234.50 that can still be refunded.').first()).toBeVisible();
  await refund.getByLabel('Amount in EUR').fill('234.50');
  await refund.getByRole('button', { name: 'Refund' }).click();
  await expect(refund).toBeHidden();
  await expect(table).toHaveCount(2);
  await expect(table.first()).toContainText('−€234.50');
  await expect(table.first()).toContainText('Refunded');
  await expect(table.last()).toContainText('€234.50');
  await expect(page.getByRole('definition').filter({ hasText: '€1,000.00' })).toBeVisible();
});

// Finding 9: a wrong amount costs more than a second try.
test('amounts are read as the language of the page writes them, and refused where they could be two', async ({ page, office }) => {
  const person = await office.account();
  await page.context().addCookies([{ name: 'locale', value: 'es', url: office.origin }]);
  await open(page, `/admin/users/${person.id}/payments?ask=payment`);
  const dialog = page.getByRole('dialog');
  const amount = dialog.locator('[name=amount]');
  const send = dialog.locator('button[type=submit]');
  await dialog.locator('[name=currency]').selectOption('EUR');
  await amount.fill('1.500');
  await send.click();
  await expect(amount).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByText('«1.500» se puede leer de dos maneras').first()).toBeVisible();
  await amount.fill('1.234,50');
  await expect(dialog.locator('output')).toContainText('1234,50\u00a0€');
  await send.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row').filter({ hasText: '1234,50\u00a0€' })).toHaveCount(1);
});

// Finding 10: money that came last month is of last month.
test('a payment may be recorded for an earlier day, but not for a day to come', async ({ page, office }) => {
  const person = await office.account();
  await open(page, `/admin/users/${person.id}/payments?ask=payment`);
  const dialog = page.getByRole('dialog', { name: 'Record payment' });
  await dialog.getByLabel('Amount').fill('19.99');
  await dialog.getByLabel('Date').fill('2999-12-31');
  await dialog.getByRole('button', { name: 'Record payment' }).click();
  await expect(dialog.getByText('“2999-12-31” must be between 1970 and today.').first()).toBeVisible();
  await dialog.getByLabel('Date').fill('2026-01-15');
  await dialog.getByRole('button', { name: 'Record payment' }).click();
  await expect(dialog).toBeHidden();
  await expect(rows(page, 'Payments of this user, newest first').first()).toContainText('Jan 15, 2026');
});

// Finding 1: server and browser write every amount alike, whatever the browser thinks of the currency.
for (const locale of ['en', 'es', 'ar']) {
  test(`amounts read the same from the server and after the browser drew them (${locale})`, async ({ page, office }) => {
    const person = await office.account();
    const paid = [['1999.99', 'PKR'], ['1234.567', 'IQD'], ['2.50', 'COP'], ['12345', 'JPY'], ['0.001', 'KWD'], ['70.10', 'HUF'], ['1234.50', 'USD']] as const;
    for (const [amount, currency] of paid) await office.pay(person, amount, currency);
    await page.context().addCookies([{ name: 'locale', value: locale, url: office.origin }]);
    const cells = () => page.locator('td[data-column=amount], td.cell-figure').allInnerTexts();
    await page.goto(`/admin/users/${person.id}/payments`);
    const served = await cells();
    expect(served.length).toBeGreaterThanOrEqual(paid.length);
    const digits = (text: string) => text.replace(/\D/g, '');
    for (const [amount] of paid) expect(served.map(digits)).toContain(digits(amount));
    await open(page, `/admin/users/${person.id}`);
    await page.locator(`a[href="/admin/users/${person.id}/payments"]`).first().click();
    await expect(page).toHaveURL(/payments$/);
    await expect.poll(cells).toEqual(served);
  });
}

test('what another desk records shows here at once, in table and figures, without a reload', async ({ page, as, office }) => {
  const person = await office.account();
  await open(page, `/admin/users?q=${encodeURIComponent(person.name)}`);
  await mark(page);
  await expect(figure(page, 'Total payments')).toHaveText('none');
  await expect(figure(page, 'Paying users')).toHaveText('0');
  const search = page.getByRole('searchbox', { name: /^Search/ });
  await search.focus();

  const other = await as('owner');
  await open(other, `/admin/users/${person.id}/payments`);
  await other.getByRole('link', { name: 'Record payment' }).first().click();
  const dialog = other.getByRole('dialog', { name: 'Record payment' });
  await dialog.getByLabel('Amount').fill('75.25');
  await dialog.getByLabel('Note').fill('Across the street');
  await dialog.getByRole('button', { name: 'Record payment' }).click();
  await expect(dialog).toBeHidden();

  await expect(rows(page, 'Users').first()).toContainText('$75.25');
  await expect(figure(page, 'Total payments')).toHaveText('$75.25');
  await expect(figure(page, 'Paying users')).toHaveText('1');
  await expect(figure(page, 'Users who paid')).toHaveText('1');
  await expect(search).toBeFocused();
  await sameDocument(page);
});

test('new people wait behind a word, so that nothing moves under the pointer', async ({ page, office }) => {
  const word = unique('Queue');
  await office.account({ name: `${word} first` });
  await open(page, `/admin/users?q=${encodeURIComponent(word)}`);
  await expect(rows(page, 'Users')).toHaveCount(1);
  await office.account({ name: `${word} second` });
  const pill = page.getByRole('button', { name: '1 new user' });
  await expect(pill).toBeVisible();
  await expect(rows(page, 'Users')).toHaveCount(1);
  await expect(figure(page, 'Users')).toHaveText('2');
  await pill.click();
  await expect(rows(page, 'Users')).toHaveCount(2);
  await expect(rows(page, 'Users').first()).toContainText(`${word} second`);
  await expect(pill).toBeHidden();
});
