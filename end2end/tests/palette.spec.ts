// The palette: records of every kind, acts, what the page at hand offers, and what was opened lately (finding 56).
import { NEW_PASSWORD, accessible, expect, open, test, unique, type Locator, type Page } from '../support/world';

/** Opens the palette by its button and types. */
async function ask(page: Page, text: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Go to anything' }).click();
  const input = page.getByRole('combobox', { name: 'Go to anything' });
  await expect(input).toBeFocused();
  await input.fill(text);
  return input;
}

const option = (page: Page, name: string | RegExp): Locator => page.getByRole('option', { name });

test.describe('staff', () => {
  test.use({ who: 'owner' });

  test('finds businesses and payments, in groups, and leads to them', async ({ page, office }) => {
    const [business, note] = [unique('Arrow Works'), unique('Transfer')];
    await office.send('/admin/organisations/new', /create_organisation/, { name: business });
    const person = await office.account();
    await office.pay(person, '4213.37', 'USD', note);
    await open(page, '/admin');
    await ask(page, business.toLowerCase());
    await expect(page.getByRole('group', { name: 'Organisations' })).toBeVisible();
    await accessible(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: business })).toBeVisible();
    for (const text of [note, '$4,213.37']) {
      const input = await ask(page, text);
      await expect(option(page, new RegExp(`4,213\\.37 · ${person.name}`))).toBeVisible();
      await input.press('Escape');
    }
    await ask(page, note);
    await option(page, new RegExp(person.name)).click();
    await expect(page).toHaveURL(`/admin/users/${person.id}/payments`);
    // What was opened is offered before anything is typed.
    await ask(page, '');
    await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: business })).toBeVisible();
  });

  test('does what one can do from anywhere, and with the person at hand', async ({ page, office }) => {
    const person = await office.account();
    await open(page, `/admin/users/${person.id}`);
    await ask(page, 'deactivate');
    await expect(page.getByRole('group', { name: 'On this page' }).getByRole('option')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Deactivate this user?' })).toBeVisible();
    await page.keyboard.press('Escape');
    await open(page, '/admin/organisations');
    await ask(page, 'deactivate');
    await expect(page.getByText(/^No results for /)).toBeVisible();
    await page.keyboard.press('Escape');
    await ask(page, 'dark');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page).toHaveURL('/admin/organisations');
  });
});

test('a customer finds their own numbers, and signs out by it', async ({ as, office }) => {
  const customer = await office.person({ name: unique('Sal') });
  const page = await as({ ...customer, password: NEW_PASSWORD });
  const number = unique('Sales');
  await open(page, '/panel/numbers?ask=add');
  await page.getByLabel('Name').fill(number);
  await page.getByRole('button', { name: 'Add a number' }).click();
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await open(page, '/panel');
  await ask(page, number.toUpperCase());
  await expect(option(page, number)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await ask(page, 'sign out');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sign-in/);
});
