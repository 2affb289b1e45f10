// An employee for support: sees people and messages, changes nothing that the post does not name, and meets no money anywhere.
import { expect, figure, open, rows, test } from '../support/world';

test.use({ who: 'employee' });

/** An amount in any way this product writes one. */
const MONEY = /(?:[$€£₹¥]|\b(?:USD|EUR|GBP|INR|AED|SAR|BRL|MXN)\b)\s?\d|\d\s?(?:[$€£₹¥]|\b(?:USD|EUR|GBP|INR|AED|SAR|BRL|MXN)\b)/;

test('no page holds an amount or a word of money', async ({ page, office }) => {
  const [payer] = await office.users('?paid=yes&status=active');
  expect(payer.paid, 'somebody paid').not.toBe('');
  const paths = ['', '/users', '/users?paid=yes&columns=paid,paid_this_month', '/organisations', '/numbers', '/messages', `/users/${payer.id}`, `/users/${payer.id}/payments`, `/users/${payer.id}/timeline`];
  for (const path of paths) {
    await open(page, `/admin${path}`);
    const text = await page.getByRole('main').innerText();
    expect(text, path).not.toMatch(MONEY);
    // Nor does what came over the wire, drawn or not.
    expect(await page.content(), path).not.toMatch(/"(?:minor|currency)"/);
    for (const words of ['Paid', 'Payments', 'Revenue', 'Paying users']) await expect(page.getByRole('main').getByText(words, { exact: true }), `${path}: ${words}`).toHaveCount(0);
  }
  await open(page, '/admin/users');
  await expect(figure(page, 'Users')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Payments', includeHidden: true })).toHaveCount(0);
});

test('a filter about money is refused by its name, and shows nobody', async ({ page }) => {
  await open(page, '/admin/users?paid=no&registered_to=2030-01-01');
  await expect(page.getByText('“no” cannot be used for the filter “paid”.').first()).toBeVisible();
  await expect(rows(page, 'Users')).toHaveCount(0);
  await expect(figure(page, 'Users')).toHaveCount(0);
});

test('what the post does not name is neither offered nor allowed', async ({ page, office }) => {
  const [someone] = await office.users('?role=customer&status=active');
  await open(page, '/admin/users');
  for (const words of ['New user', 'Import', 'Export CSV']) await expect(page.getByRole('link', { name: words, exact: true })).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: /^Select / })).toHaveCount(0);
  await rows(page, 'Users').first().getByRole('button', { name: /^Actions for/ }).click();
  await expect(page.getByRole('link', { name: 'Open', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Edit', exact: true })).toHaveCount(0);
  await open(page, `/admin/users/${someone.id}`);
  for (const words of ['Edit', 'Deactivate', 'Send reset link']) await expect(page.getByRole('link', { name: words, exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'End all sessions' })).toHaveCount(0);

  for (const path of ['/users/new', `/users/${someone.id}/edit`, '/payments', '/imports', '/audit', '/servers', '/outbox']) {
    const answer = await page.goto(`/admin${path}`);
    expect(answer?.status(), path).toBe(403);
    await expect(page.getByText('Your role does not allow this.').first(), path).toBeVisible();
    const request = answer?.headers()['x-request-id'] ?? 'none';
    await expect(page.getByText(`Request ${request}`).first(), path).toBeVisible();
  }
  for (const path of ['/users/export.csv']) {
    const answer = await page.request.get(`/admin${path}`);
    expect(answer.status(), path).toBe(403);
  }
});

test('a support employee helps with numbers', async ({ page }) => {
  await open(page, '/admin/numbers');
  await rows(page, 'Numbers').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/admin\/numbers\/\w+$/);
  await expect(page.getByRole('button', { name: /^(Connect|Connect again|Log out)$/, includeHidden: true }).or(page.getByText('Log out')).first()).toBeAttached();
  await expect(page.getByText('Remove', { exact: true })).toHaveCount(0);
});
