// Everything by keyboard: the palette, single keys, dialogs that keep the focus and give it back, and one whole journey.
import { PASSWORD, PEOPLE, awake, expect, open, rows, test, unique, type Page } from '../support/world';

/** Presses Tab until this has the focus, as a person does. */
async function tabTo(page: Page, target: ReturnType<Page['getByRole']>, most = 60): Promise<void> {
  for (let at = 0; at < most; at += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

test('signs in, filters and opens a person without a mouse', async ({ page, office }) => {
  const person = await office.account();
  await page.goto('/sign-in');
  await expect(page.getByLabel('Email or user name')).toBeFocused();
  await page.keyboard.type(PEOPLE.owner);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin$/);
  await awake(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('users');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/admin\/users$/);
  await expect(rows(page, 'Users')).toHaveCount(50);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type(person.name);
  await expect(rows(page, 'Users')).toHaveCount(1);
  const link = rows(page, 'Users').getByRole('link', { name: person.name });
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
});

test.describe('signed in', () => {
  test.use({ who: 'owner' });

  test('j and k walk the rows, Enter opens one, and they stay out of the way while one types', async ({ page }) => {
    await open(page, '/admin/users?registered_to=2025-12-31&sort=name');
    const link = (at: number) => rows(page, 'Users').nth(at).getByRole('rowheader').getByRole('link');
    await page.keyboard.press('j');
    await expect(link(0)).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(link(2)).toBeFocused();
    await page.keyboard.press('k');
    await expect(link(1)).toBeFocused();
    const href = await link(1).getAttribute('href');
    await page.keyboard.press('/');
    await page.keyboard.type('jk?/');
    await expect(page.getByRole('searchbox')).toHaveValue('jk?/');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('searchbox').clear();
    await expect(rows(page, 'Users').nth(2)).toBeVisible();
    await page.getByRole('searchbox').evaluate((search) => (search as HTMLElement).blur());
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expect(link(1)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(href ?? '');
  });

  test('? shows the keys, Esc closes the sheet and gives the focus back, and single keys can be switched off', async ({ page }) => {
    await open(page, '/admin/users');
    const add = page.getByRole('link', { name: 'New user' }).first();
    await add.focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(sheet).toBeVisible();
    await expect(sheet.getByText('Search on the page')).toBeVisible();
    await expect(sheet.getByText('Next row', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(add).toBeFocused();
    await page.keyboard.press('?');
    await sheet.getByRole('checkbox', { name: 'Use single-key shortcuts' }).uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(sheet).toBeHidden();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox', { name: 'Go to anything' })).toBeFocused();
  });

  test('finding 79: the sheet stands in the menu and lists what the page has', async ({ page }) => {
    await open(page, '/admin/account');
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(sheet.getByText('Show keyboard shortcuts')).toBeVisible();
    await expect(sheet.getByText('Next row', { exact: true })).toHaveCount(0);
    await expect(sheet.getByText('Search on the page')).toHaveCount(0);
  });

  test('the palette finds pages at once and people by any part of them', async ({ page, office }) => {
    const person = await office.account({ name: unique('Zephyrine') });
    await open(page, '/admin');
    await page.keyboard.press('Control+k');
    const input = page.getByRole('combobox', { name: 'Go to anything' });
    await expect(input).toBeFocused();
    await page.keyboard.type('serv');
    const first = page.getByRole('option').first();
    await expect(page.getByRole('option')).toHaveCount(2);
    await expect(first).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
    await expect(input).toBeFocused();
    await expect(input).toHaveAttribute('aria-activedescendant', 'palette-1');
    await input.fill(person.email);
    await expect(page.getByRole('option', { name: person.name })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`/admin/users/${person.id}`);
    await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible();
    await page.keyboard.press('Control+k');
    await input.fill(unique('nothing'));
    await expect(page.getByText(/^No results for /)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(input).toBeHidden();
    await page.keyboard.press('Control+k');
    await input.fill('new user');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/admin/users/new');
  });

  test('a dialog holds the focus inside and gives it back when it closes', async ({ page, office }) => {
    const person = await office.account();
    await open(page, `/admin/users/${person.id}`);
    const opener = page.getByRole('link', { name: 'Deactivate' });
    await opener.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Deactivate this user?' });
    await expect(dialog).toBeVisible();
    const inside = () => dialog.evaluate((element) => element.contains(document.activeElement) || document.activeElement === document.body);
    for (let at = 0; at < 8; at += 1) {
      await page.keyboard.press('Tab');
      expect(await inside(), 'the focus stays inside').toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(`/admin/users/${person.id}`);
    await expect(opener).toBeFocused();
  });

  test('menus open, are walked with arrows and close again', async ({ page }) => {
    await open(page, '/admin/users');
    const button = rows(page, 'Users').first().getByRole('button', { name: /^Actions for/ });
    await button.focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('link', { name: 'Open', exact: true })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('link', { name: 'Edit', exact: true })).toBeFocused();
    await page.keyboard.press('Home');
    await expect(page.getByRole('link', { name: 'Open', exact: true })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('link', { name: 'Open', exact: true })).toBeHidden();
    await expect(button).toBeFocused();
  });

  test('a refused form moves the focus to what is wrong', async ({ page }) => {
    await open(page, '/admin/users/new');
    await page.getByLabel('Name', { exact: true }).fill(unique('Half'));
    await page.keyboard.press('Enter');
    const summary = page.getByRole('alert');
    await expect(summary).toBeFocused();
    await summary.getByRole('link').first().click();
    await expect(page.getByRole('textbox', { name: 'Email' })).toBeFocused();
  });
});
