// Pictures of the staff side on a desktop.
import { shoot } from '../support/picture';
import { expect, figure, open, openFilters, rows, test, wear } from '../support/world';

test.use({ who: 'owner' });

for (const theme of ['light', 'dark'] as const) {
  test(`the users, ${theme}`, async ({ page }) => {
    await wear(page, { theme, locale: 'en' });
    await open(page, '/admin/users');
    await expect(figure(page, 'Users')).toBeVisible();
    await expect(rows(page, 'Users')).toHaveCount(50);
    await shoot(page, `users-${theme}`);
  });
}

test('the overview', async ({ page }) => {
  await wear(page, { theme: 'light', locale: 'en' });
  await open(page, '/admin');
  await expect(figure(page, 'Users')).toBeVisible();
  await shoot(page, 'overview');
});

test('figures follow the filters', async ({ page }) => {
  await wear(page, { theme: 'light', locale: 'en' });
  await open(page, '/admin/users');
  const bar = await openFilters(page);
  await bar.getByLabel('Status', { exact: true }).selectOption('active');
  await expect(page).toHaveURL(/status=active/);
  await bar.getByLabel('Tier', { exact: true }).selectOption({ index: 2 });
  await expect(page).toHaveURL(/tier=/);
  await expect(page.getByRole('main').locator('[aria-busy=true]')).toHaveCount(0);
  await shoot(page, 'users-filtered');
});

test('a file is looked at before anything is written', async ({ page, office }) => {
  const rows = [
    'external_id,name,email,phone,organisation,role,status',
    'crm-1001,Amara Okafor,amara.okafor@harbour.example,+2348012345678,Harbour Logistics,customer,active',
    'crm-1002,Søren Holm,soren.holm@harbour.example,+4520123456,Harbour Logistics,customer,active',
    'crm-1003,Beatriz Nunes,beatriz.nunes@harbour.example,+351912345678,Harbour Logistics,customer,inactive',
    'crm-1004,Tariq Aziz,tariq.aziz.harbour.example,+971501234567,Harbour Logistics,customer,active',
    'crm-1005,Mei Lin,mei.lin@harbour.example,+6591234567,Harbour Logistics,emperor,active',
    '',
  ];
  await wear(page, { theme: 'light', locale: 'en' });
  await open(page, await office.upload('users', 'customers.csv', rows.join('\r\n')));
  await page.getByRole('button', { name: 'Check without saving' }).click();
  await expect(page.getByRole('heading', { name: 'Preview' })).toBeVisible();
  await expect(page.getByText('Checked', { exact: true })).toBeVisible();
  await shoot(page, 'import');
});

test('messages', async ({ page }) => {
  await wear(page, { theme: 'light', locale: 'en' });
  await open(page, '/admin/messages');
  await expect(rows(page, 'Messages, newest first').first()).toBeVisible();
  await shoot(page, 'messages');
});

test('a sub-dealer sees their own', async ({ as }) => {
  const page = await as('dealer');
  await wear(page, { theme: 'dark', locale: 'en' });
  await open(page, '/admin/users');
  await expect(figure(page, 'Users')).toBeVisible();
  await shoot(page, 'dealer');
});
