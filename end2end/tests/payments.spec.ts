// Payments as the office uses them every day: looked for, narrowed down, taken away as a file, opened, refunded. And a customer's own.
import { accessible, choose, expect, mark, onPhone, open, openFilters, rows, sameDocument, test, unique } from '../support/world';
import { table } from '../support/office';

const LIST = 'Payments, newest first';

test.use({ who: 'owner' });

test('finding 61: a payment is looked for, narrowed down and opened, and the way back leads to its row', async ({ page, office }) => {
  const person = await office.account();
  const note = unique('Counter');
  await office.pay(person, '120.00', 'USD', note);
  await office.pay(person, '80.00', 'EUR', note);
  await office.pay(person, '900.00', 'EUR', note);
  await open(page, '/admin/payments');
  await mark(page);
  const search = page.getByRole('searchbox');
  if (!onPhone(page)) {
    await page.keyboard.press('/');
    await expect(search).toBeFocused();
  }
  await search.fill(person.email);
  await expect(rows(page, LIST)).toHaveCount(3);
  await search.fill(note);
  await expect(page).toHaveURL(/q=Counter/);
  await expect(rows(page, LIST)).toHaveCount(3);
  const bar = await openFilters(page);
  await choose(bar.getByLabel('Currency', { exact: true }), 'EUR · Euro');
  await expect(page).toHaveURL(/currency=EUR/);
  await expect(rows(page, LIST)).toHaveCount(2);
  await bar.getByLabel('Amount up to', { exact: true }).fill('100');
  await expect(page).toHaveURL(/amount_to=100/);
  await expect(rows(page, LIST)).toHaveCount(1);
  await bar.getByLabel('Status', { exact: true }).selectOption('Paid');
  await expect(page.getByRole('link', { name: 'Remove the filter Status: Paid' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Remove the filter Currency: EUR · Euro' })).toBeVisible();
  await page.getByRole('link', { name: 'Remove the filter Amount up to: 100' }).click();
  await expect(rows(page, LIST)).toHaveCount(2);
  await accessible(page);

  const link = rows(page, LIST).filter({ hasText: '€80.00' }).getByRole('rowheader').getByRole('link');
  const href = (await link.getAttribute('href')) ?? '';
  expect(href).toMatch(/^\/admin\/payments\/pay_/);
  await link.click();
  await expect(page).toHaveURL(href);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('€80.00');
  await page.goBack();
  await expect(page).toHaveURL(/currency=EUR/);
  await expect(link).toBeFocused();
  await sameDocument(page);
});

test('finding 61: the page of a payment says what belongs to it, and money is refunded there', async ({ page, office }) => {
  const person = await office.account();
  const note = unique('Invoice');
  await office.pay(person, '80.00', 'EUR', note);
  await open(page, `/admin/payments?q=${encodeURIComponent(note)}`);
  await rows(page, LIST).first().getByRole('rowheader').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('€80.00');
  await mark(page);
  await expect(page.locator('.fact').filter({ hasText: 'Note' })).toContainText(note);
  await expect(page.locator('.fact').filter({ hasText: 'Recorded by' })).not.toContainText('none');
  await expect(page.locator('.fact').getByRole('link', { name: person.name })).toHaveAttribute('href', `/admin/users/${person.id}/payments`);
  const ledger = rows(page, 'Ledger');
  await expect(ledger).toHaveCount(2);
  await expect(ledger.first()).toContainText('Money received · Cash');
  await expect(ledger.last()).toContainText('Revenue');
  await expect(page.getByText('€80.00 recorded · Cash')).toBeVisible();
  await accessible(page);

  await page.getByRole('link', { name: 'Refund', exact: true }).click();
  await expect(page).toHaveURL(/ask=refund/);
  const dialog = page.getByRole('dialog', { name: 'Refund this payment?' });
  await expect(dialog.getByLabel('Amount in EUR')).toHaveValue('80.00');
  await dialog.getByLabel('Amount in EUR').fill('30');
  await dialog.getByLabel('Reason').fill('Half the month');
  await dialog.getByRole('button', { name: 'Refund' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Refund recorded.')).toBeVisible();
  const refunds = rows(page, 'Refunds');
  await expect(refunds).toHaveCount(1);
  await expect(refunds.first()).toContainText('−€30.00');
  await expect(page.locator('.fact').filter({ hasText: 'Refunded' })).toContainText('€30.00');
  await sameDocument(page);
  await refunds.first().getByRole('rowheader').getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('−€30.00');
  await expect(rows(page, 'Refund of')).toHaveCount(1);
  await expect(page.getByRole('link', { name: 'Refund', exact: true })).toHaveCount(0);
});

test('finding 61: what is filtered is taken away as a file, and nothing where the filter is not understood', async ({ page, office }) => {
  const person = await office.account();
  const note = unique('Export');
  for (const amount of ['1.00', '2.00', '3.00']) await office.pay(person, amount, 'USD', note);
  await open(page, `/admin/payments?q=${encodeURIComponent(note)}&amount_from=2&size=25`);
  await expect(rows(page, LIST)).toHaveCount(2);
  const href = (await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')) ?? '';
  const file = table(await office.page(href));
  expect(file.map((row) => [row.amount, row.currency, row.email, row.kind])).toEqual([
    ['3.00', 'USD', person.email, 'payment'],
    ['2.00', 'USD', person.email, 'payment'],
  ]);
  await open(page, '/admin/payments?status=bogus');
  await expect(rows(page, LIST)).toHaveCount(0);
  await expect(page.getByText('“bogus”').first()).toBeVisible();
  expect((await (await office.context()).get('/admin/payments/export.csv?status=bogus')).ok()).toBe(false);
});

test('finding 60: a timeline tells amounts, and leads to the payment', async ({ page, office }) => {
  const person = await office.account();
  await office.pay(person, '100.00');
  await open(page, `/admin/users/${person.id}/timeline`);
  await expect(page.getByText('The account was created')).toBeVisible();
  await expect(page.locator('.timeline')).not.toContainText(person.name);
  await page.getByRole('link', { name: '$100.00 recorded · Cash' }).click();
  await expect(page).toHaveURL(/\/admin\/payments\/pay_/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('$100.00');
});

test('a customer opens an own payment, and nobody else’s', async ({ as, office }) => {
  const customer = await office.person();
  const other = await office.account();
  await office.pay(customer, '12.00', 'USD', 'Thank you');
  const note = unique('Foreign');
  await office.pay(other, '13.00', 'USD', note);
  const page = await as(customer);
  await open(page, '/panel/payments');
  await rows(page, LIST).first().getByRole('rowheader').getByRole('link').click();
  await expect(page).toHaveURL(/\/panel\/payments\/pay_/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('$12.00');
  await expect(page.getByText('Thank you')).toBeVisible();
  for (const words of ['Ledger', 'Recorded by', 'Timeline']) await expect(page.getByText(words, { exact: true })).toHaveCount(0);
  await accessible(page);
  const foreign = /\/admin\/payments\/(pay_\w+)/.exec(await office.page(`/admin/payments?q=${encodeURIComponent(note)}`))?.[1] ?? '';
  expect(foreign).not.toBe('');
  expect((await page.request.get(`/panel/payments/${foreign}`)).status()).toBe(404);
});
