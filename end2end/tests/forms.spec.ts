// Saving, leaving and coming back: what is saved is said, what is wrong is named, what was typed is not lost, and the keyboard is never
// left nowhere.
import { PAGES, examples } from '../support/pages';
import { awake, expect, mark, onPhone, open, openFilters, rows, sameDocument, test, typeSignIn, unique, PASSWORD, PEOPLE, type Page } from '../support/world';

test.use({ who: 'owner' });

/** What has the focus: the tag, in small letters. */
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.tagName.toLowerCase() ?? 'none');

const notices = (page: Page) => page.getByRole('region', { name: 'Notifications' });

test('a new user is said to be there, and the focus is on the title (finding 38)', async ({ page }) => {
  await open(page, '/admin/users/new');
  await mark(page);
  const name = unique('Spoken');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Email' }).fill(`${name.replace(' ', '.')}@journeys.test`);
  await page.getByRole('button', { name: 'Create and invite' }).click();
  await expect(notices(page).getByText('The user is created')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
  await sameDocument(page);
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill(`${name} II`);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(notices(page).getByText('Saved')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: `${name} II` })).toBeFocused();
});

test('the summary names the fields and loses a line when it is mended (finding 41)', async ({ page }) => {
  await open(page, '/admin/users/new');
  await page.getByRole('button', { name: 'Create and invite' }).click();
  const summary = page.getByRole('main').getByRole('alert');
  await expect(summary.getByRole('link', { name: 'Enter a name' })).toBeVisible();
  await expect(summary.getByRole('link', { name: 'Enter an email address' })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(unique('Mended'));
  await expect(summary.getByRole('link', { name: 'Enter a name' })).toHaveCount(0);
  await page.getByRole('textbox', { name: 'Email' }).fill('mended@journeys.test');
  await expect(summary).toHaveCount(0);
});

test('a filled form asks before it is left by a link; its own way out does not (finding 40)', async ({ page }) => {
  await open(page, '/admin/users/new');
  await page.getByLabel('Name', { exact: true }).fill('Half a user');
  const asked: string[] = [];
  let answer = false;
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void (answer ? dialog.accept() : dialog.dismiss());
  });
  const away = page.getByRole('main').getByRole('link', { name: 'Users', exact: true });
  await away.click();
  await expect(page).toHaveURL('/admin/users/new');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Half a user');
  answer = true;
  await away.click();
  await expect(page).toHaveURL('/admin/users');
  expect(asked).toEqual(['confirm', 'confirm']);
  await open(page, '/admin/users/new');
  await page.getByLabel('Name', { exact: true }).fill('Half a user');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page).toHaveURL('/admin/users');
  expect(asked).toHaveLength(2);
});

test('a branch that was added leaves its field empty and the focus in it (finding 39)', async ({ page, office }) => {
  void office;
  await page.goto('/admin/organisations/new');
  await page.getByLabel('Name', { exact: true }).fill(unique('Mill'));
  await page.getByRole('button', { name: 'Create' }).click();
  await awake(page);
  const branches = page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: 'Branches' }) });
  const name = branches.getByLabel('Name', { exact: true });
  await name.fill('North');
  await branches.getByRole('button', { name: 'Add a branch' }).click();
  await expect(branches.getByRole('listitem').filter({ hasText: 'North' })).toBeVisible();
  await expect(name).toHaveValue('');
  await expect(name).toBeFocused();
});

test('offline, what is there stays; back online it is fetched by itself (finding 43)', async ({ page, context }) => {
  await open(page, '/admin/users');
  await expect(rows(page, 'Users')).toHaveCount(50);
  await context.setOffline(true);
  await page.getByRole('searchbox').fill('nobody at all');
  await expect(page.getByText('You are offline.')).toBeVisible();
  await expect(page).toHaveURL(/q=nobody/);
  await expect(rows(page, 'Users')).toHaveCount(50);
  await expect(page.getByText('Code 503')).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: 'No results' })).toBeVisible();
});

test('a session that ends under an open page leads back to the very same address (case: session ends on an open page)', async ({ page, context }) => {
  await open(page, '/admin/users?role=customer');
  await context.clearCookies();
  await page.getByRole('searchbox').fill('robin');
  const door = page.getByRole('main').getByRole('link', { name: 'Sign in to continue here' }).first();
  await expect(door).toBeVisible();
  await expect(page).toHaveURL(/q=robin/);
  const here = new URL(page.url());
  await door.click();
  await typeSignIn(page, PEOPLE.owner, PASSWORD);
  await expect(page).toHaveURL(`${here.pathname}${here.search}`);
});

test('a form sent after the session ended keeps what was typed and shows the door', async ({ page, context }) => {
  await open(page, '/admin/users/new');
  await page.getByLabel('Name', { exact: true }).fill('Kept');
  await page.getByRole('textbox', { name: 'Email' }).fill('kept@journeys.test');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Create and invite' }).click();
  await expect(page.getByRole('link', { name: 'Sign in again in another tab, then submit this once more' })).toHaveAttribute('href', /^\/sign-in\?return_to=/);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Kept');
});

test('who is deactivated is told so at once (finding 44)', async ({ office, as }) => {
  const person = await office.person();
  const panel = await as(person);
  await open(panel, '/panel');
  const owner = await as('owner');
  await open(owner, `/admin/users/${person.id}?ask=deactivate`);
  const dialog = owner.getByRole('dialog', { name: 'Deactivate this user?' });
  await expect(dialog.getByRole('link', { name: 'Cancel' }), 'finding 46: the way out has the focus').toBeFocused();
  await dialog.getByRole('button', { name: 'Deactivate' }).click();
  await expect(notices(owner).getByText('Status changed.')).toBeVisible();
  await expect(panel.getByText('You have been signed out.')).toBeVisible();
});

test('the focus is never on the body after a sort, a filter, a dialog or another page (finding 81)', async ({ page, office }) => {
  const person = await office.account();
  await open(page, '/admin/users');
  // On a phone the table has no headings to press.
  if (onPhone(page)) await (await openFilters(page)).getByLabel('Sort by').selectOption('name');
  else await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/sort=/);
  await expect.poll(() => focused(page)).not.toBe('body');
  await page.getByRole('navigation', { name: 'Areas' }).filter({ visible: true }).getByRole('link', { name: 'Payments' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Payments' })).toBeFocused();
  await expect(page).toHaveTitle(/^Payments · /);
  await open(page, `/admin/users/${person.id}`);
  await page.getByRole('link', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => focused(page)).not.toBe('body');
});

test('on paper all rows and columns stand, and nothing to press (finding 77)', async ({ page }) => {
  await open(page, '/admin/users');
  await expect(rows(page, 'Users')).toHaveCount(50);
  await page.emulateMedia({ media: 'print' });
  for (const gone of ['.rail', '.bar', '.filters', '.pagination', '.bottom-bar']) await expect(page.locator(gone).first()).toBeHidden();
  await expect(page.getByRole('main').getByRole('button')).toHaveCount(0);
  const region = page.locator('.table-region').first();
  const cut = await region.evaluate((element) => element.scrollHeight - element.clientHeight);
  expect(cut, 'no row is cut').toBeLessThanOrEqual(1);
  await expect(rows(page, 'Users').last()).toBeVisible();
});

// The case of password forms without a user.
test('password forms hold the address they are for', async ({ page }) => {
  await open(page, '/admin/account/password');
  await expect(page.locator('input[autocomplete=username]')).toHaveValue(PEOPLE.owner);
  await expect(page.locator('input[autocomplete=username]')).toHaveAttribute('readonly', '');
});

// Findings 72 and 73.
test('every page has one title, one heading, and nothing in it moves as it wakes', async ({ page }) => {
  const ids = await examples(page, 'staff');
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const address of PAGES.filter((row) => row.side === 'staff').flatMap((row) => row.at(ids))) {
    await open(page, address);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    expect.soft(await page.locator('head title').count(), `${address}: titles`).toBe(1);
    expect.soft(await page.title(), address).not.toContain('<');
    expect.soft(await page.title(), address).toMatch(/\S · \S/);
    expect.soft(await page.getByRole('heading', { level: 1 }).count(), `${address}: headings`).toBe(1);
    expect.soft(await page.evaluate(() => (window as unknown as { shift: number }).shift), `${address}: layout shift`).toBeLessThanOrEqual(0.02);
  }
});
