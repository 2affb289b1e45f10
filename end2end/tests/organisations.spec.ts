// A business with its branches and folders: made, renamed, put away; by keyboard, and without any script.
import { accessible, awake, choose, expect, mark, open, openFilters, sameDocument, test, unique, type Locator, type Page } from '../support/world';

test.use({ who: 'owner' });

/** The part of the page with this title. */
const part = (page: Page, title: string): Locator => page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: title }) });

/** Makes a business of one's own and opens its page; says its name. */
async function business(page: Page): Promise<string> {
  const name = unique('Bakery');
  await page.goto('/admin/organisations/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page).toHaveURL(/\/admin\/organisations\/org_[0-9a-f]+$/);
  return name;
}

async function add(page: Page, title: string, button: string, name: string): Promise<void> {
  const there = part(page, title);
  await there.getByLabel('Name', { exact: true }).fill(name);
  await there.getByRole('button', { name: button }).click();
  await expect(there.getByRole('listitem').filter({ hasText: name })).toBeVisible();
}

test('finding 74: an owner is found among the members by their address', async ({ page, office }) => {
  await business(page);
  const here = new URL(page.url()).pathname;
  const member = await office.account({ organisation: here.split('/').pop() ?? '' });
  await open(page, `${here}/edit`);
  const owner = page.getByRole('combobox', { name: 'Owner' });
  await owner.fill(member.email);
  await page.getByRole('option', { name: `${member.name} · ${member.email}` }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(here);
  await expect(page.locator('.fact').filter({ hasText: 'Owner' }).getByRole('link', { name: member.name })).toBeVisible();
});

test('a branch is renamed by keyboard, in its place; a name that is taken is refused', async ({ page }) => {
  await business(page);
  await awake(page);
  await add(page, 'Branches', 'Add a branch', 'North');
  await add(page, 'Branches', 'Add a branch', 'South');
  await mark(page);
  await page.getByRole('link', { name: 'Rename North' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Rename this branch' });
  const name = dialog.getByLabel('Name', { exact: true });
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('North');
  await accessible(page);
  await name.fill('SOUTH');
  await name.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('This organisation already has a branch called “SOUTH”. Choose another name.');
  await name.fill('Harbour');
  await name.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Name saved.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rename Harbour' })).toBeFocused();
  await sameDocument(page);

  // What was refused before is forgotten, and what is put away has a name too.
  const south = part(page, 'Branches').getByRole('listitem').filter({ hasText: 'South' });
  await south.getByRole('button', { name: 'Archive' }).click();
  await expect(south.getByRole('button', { name: 'Restore' })).toBeVisible();
  await page.getByRole('link', { name: 'Rename South' }).click();
  await expect(name).toHaveValue('South');
  await expect(dialog.getByRole('alert')).toBeHidden();
  await name.fill('Airport');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(part(page, 'Branches').getByRole('listitem')).toContainText(['Airport', 'Harbour']);
});

/** A new business with this branch; its page is open afterwards. */
async function withBranch(page: Page, branch: string): Promise<string> {
  const name = await business(page);
  await awake(page);
  await add(page, 'Branches', 'Add a branch', branch);
  return name;
}

test('the branches of a business that is picked are there at once, and go with it', async ({ page }) => {
  const [first, second] = [await withBranch(page, 'Quay'), await withBranch(page, 'Square')];
  await add(page, 'Folders', 'Add a folder', 'Late');

  await open(page, '/admin/users');
  await mark(page);
  const bar = await openFilters(page);
  const [organisation, branch, folder] = ['Organisation', 'Branch', 'Folder'].map((name) => bar.getByRole('combobox', { name }));
  await expect(branch).toBeHidden();
  await choose(organisation, first);
  await expect(branch.getByRole('option')).toHaveText(['Any', 'Quay']);
  await expect(folder).toBeHidden();
  await branch.selectOption('Quay');
  const chip = (words: string): Locator => page.getByRole('link', { name: `Remove the filter ${words}` });
  await expect(chip('Branch: Quay')).toBeVisible();
  await accessible(page);

  await organisation.focus();
  await choose(organisation, second);
  await expect(branch.getByRole('option')).toHaveText(['Any', 'Square']);
  await expect(folder.getByRole('option')).toHaveText(['Any', 'Late']);
  await expect(page).toHaveURL(/organisation=/);
  await expect(page).not.toHaveURL(/branch=/);
  await expect(organisation).toBeFocused();
  await folder.selectOption('Late');
  await expect(chip('Folder: Late')).toBeVisible();
  await chip(`Organisation: ${second}`).click();
  await expect(page).not.toHaveURL(/organisation=|folder=/);
  await expect(branch).toBeHidden();
  await sameDocument(page);
});

test('the form of a person offers the branches of the business that is picked there', async ({ page, office }) => {
  const [first, second] = [await withBranch(page, 'Quay'), await withBranch(page, 'Square')];
  const person = await office.account({ organisation: /org_[0-9a-f]+/.exec(page.url())?.[0] ?? '' });

  await open(page, `/admin/users/${person.id}/edit`);
  const [organisation, branch] = ['Organisation', 'Branch'].map((name) => page.getByRole('combobox', { name }));
  await branch.selectOption('Square');
  await choose(organisation, first);
  await expect(branch.getByRole('option')).toHaveText(['No branch', 'Quay']);
  await expect(branch).toHaveValue('');
  await choose(organisation, second);
  await expect(branch.getByRole('option')).toHaveText(['No branch', 'Square']);
  await choose(organisation, first);
  await branch.selectOption('Quay');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(`/admin/users/${person.id}`);
  await expect(page.locator('.fact').filter({ hasText: 'Branch' }).getByText('Quay')).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a folder is renamed; a name that is taken is refused and shown again', async ({ page }) => {
    await business(page);
    await add(page, 'Folders', 'Add a folder', 'Late');
    await add(page, 'Folders', 'Add a folder', 'Early');
    await page.getByRole('link', { name: 'Rename Late' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename this folder' });
    const name = dialog.getByLabel('Name', { exact: true });
    await name.fill('early');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByRole('alert')).toContainText('This organisation already has a folder called “early”. Choose another name.');
    await expect(name).toHaveValue('early');
    await name.fill('Overdue');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog).toBeHidden();
    await expect(part(page, 'Folders').getByRole('listitem')).toContainText(['Early', 'Overdue']);
  });
});
