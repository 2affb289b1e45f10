// More organisations than a list can hold: they are found by typing, as a filter and in a form, by keyboard and by pointer.
import { accessible, awake, expect, figure, open, openFilters, test, unique } from '../support/world';

test.use({ who: 'owner' });

const HEADER = 'external_id,name,email,phone,organisation,role,status';
/** More than a list holds. */
const MANY = 105;

test('an organisation beyond the first hundred is found by a part of its name', async ({ page, office }) => {
  // It brings a hundred people in, and looks at a list as long twice.
  test.slow();
  const word = unique('Zephyr');
  const key = word.replace(' ', '-');
  const row = (_: unknown, at: number) => `${key}-${at},${word} ${at},${key}.${at}@journeys.test,,${word} House ${at},customer,active`;
  await open(page, await office.upload('users', `${key}.csv`, [HEADER, ...Array.from({ length: MANY }, row)].join('\n')));
  await page.getByRole('button', { name: 'Check without saving' }).click();
  await page.getByRole('button', { name: 'Import the valid rows' }).click();
  await expect(page.getByText('Done', { exact: true })).toBeVisible();

  await open(page, '/admin/users');
  const bar = await openFilters(page);
  const filter = bar.getByRole('combobox', { name: 'Organisation' });
  await filter.focus();
  await page.keyboard.press('ArrowDown');
  const offered = page.getByRole('listbox', { name: 'Organisation' });
  await expect(offered.getByRole('option')).toHaveCount(101);
  await expect(offered.getByRole('option', { name: 'Any' })).toHaveAttribute('aria-selected', 'true');
  await accessible(page);
  await page.keyboard.type(`${word} house 104`);
  await expect(offered.getByRole('option')).toHaveText([`${word} House 104`]);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/organisation=org_/);
  await expect(figure(page, 'Users')).toHaveText('1');
  await expect(filter).toBeFocused();
  const chip = page.getByRole('link', { name: `Remove the filter Organisation: ${word} House 104` });
  await expect(chip).toBeVisible();

  await page.reload();
  await awake(page);
  await expect(chip).toBeVisible();
  await openFilters(page);
  await expect(filter).toHaveValue(`${word} House 104`);
  await filter.fill('nothing is called so');
  await expect(offered.getByText('No results')).toBeVisible();

  // What fails says so, to everybody, and is asked again by the key that chooses.
  await page.route('**/list_user_choices', (route) => route.fulfill({ status: 429, contentType: 'application/json', body: '{}' }), { times: 1 });
  await filter.fill(`${word} house 10`);
  await expect(offered.getByRole('option')).toHaveText(/Something went wrong on our side.*Try again/);
  await expect(bar.getByRole('status').filter({ hasText: 'Something went wrong on our side' })).toBeAttached();
  await accessible(page);
  await page.keyboard.press('Enter');
  await expect(offered.getByRole('option')).toHaveCount(6);
  await expect(filter).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(filter).toHaveValue(`${word} House 104`);
  await filter.fill('');
  await page.keyboard.press('Tab');
  await expect(page).not.toHaveURL(/organisation=/);

  const [person] = await office.users(`?q=${encodeURIComponent(`${word} 104`)}`);
  await open(page, `/admin/users/${person.id}/edit`);
  const field = page.getByRole('combobox', { name: 'Organisation' });
  await expect(field).toHaveValue(`${word} House 104`);
  await field.fill(`${word} House 103`);
  await page.getByRole('option', { name: `${word} House 103` }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('.fact').filter({ hasText: 'Organisation' }).getByRole('link', { name: `${word} House 103` })).toBeVisible();
});
