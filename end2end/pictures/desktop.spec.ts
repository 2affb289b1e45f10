// Pictures of the staff side on a desktop.
import { shoot } from '../support/picture';
import { expect, figure, open, rows, test, wear } from '../support/world';

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

test('messages', async ({ page }) => {
  await wear(page, { theme: 'light', locale: 'en' });
  await open(page, '/admin/messages');
  await expect(rows(page, 'Messages, newest first').first()).toBeVisible();
  await shoot(page, 'messages');
});
