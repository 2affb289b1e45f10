// Pictures on a phone: a customer who pairs a number, and the users in Arabic.
import { shoot } from '../support/picture';
import { expect, open, test, wear } from '../support/world';

test('the users in Arabic', async ({ as }) => {
  const page = await as('owner');
  await wear(page, { theme: 'light', locale: 'ar' });
  await open(page, '/admin/users');
  await expect(page.getByRole('table')).toBeVisible();
  await shoot(page, 'users-arabic-phone');
});

test('a code to scan', async ({ as, office }) => {
  const page = await as(await office.person({ name: 'Lucía Navarro', email: 'lucia.navarro@journeys.test' }));
  await wear(page, { theme: 'light', locale: 'en' });
  await open(page, '/panel');
  await page.getByLabel('Name').fill('Shop on the corner');
  await page.getByRole('button', { name: 'Add a number' }).click();
  await expect(page.getByRole('img', { name: 'QR code to scan with your phone' })).toBeVisible();
  await shoot(page, 'pairing-phone');
});

test('messages of a customer', async ({ as }) => {
  const page = await as('customer');
  await wear(page, { theme: 'dark', locale: 'en' });
  await open(page, '/panel/messages');
  await expect(page.getByRole('listitem').filter({ hasText: 'Read' }).first()).toBeVisible();
  await shoot(page, 'messages-phone');
});
