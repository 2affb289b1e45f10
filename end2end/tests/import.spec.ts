// Bringing people and payments in from files: looked at first, every refused row named, and a second time nothing changes.
import { awake, expect, figure, open, rows, test, unique, type Page } from '../support/world';

test.use({ who: 'owner' });

const HEADER = 'external_id,name,email,phone,organisation,role,status';

/** Chooses a file on the page and sends it. */
async function upload(page: Page, kind: 'Users' | 'Payments', name: string, content: string | Buffer): Promise<void> {
  await open(page, '/admin/imports');
  await page.getByLabel('File contents').selectOption(kind);
  await page.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await expect(page.getByText(`${name}, 1 kB`)).toBeVisible();
  await page.getByRole('button', { name: 'Upload and preview' }).click();
}

/** What a result says under a name. */
const fact = (page: Page, name: string) => page.locator('.fact').filter({ has: page.getByText(name, { exact: true }) }).getByRole('definition');

async function counts(page: Page, expected: Record<string, string>): Promise<void> {
  for (const [name, count] of Object.entries(expected)) await expect(fact(page, name), name).toHaveText(count);
}

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check without saving' }).click();
  await expect(page.getByRole('heading', { name: 'Preview' })).toBeVisible();
  await expect(page.getByText('Checked', { exact: true })).toBeVisible();
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import the valid rows' }).click();
  await expect(page.getByRole('heading', { name: 'Result' })).toBeVisible();
  await expect(page.getByText('Done', { exact: true })).toBeVisible();
}

// Finding 53: what would have been right is named.
test('users and their payments come in, bad rows are named, and a second upload changes nothing', async ({ page, as }) => {
  const word = unique('Caravan');
  const key = word.replace(' ', '-');
  const user = (at: number, role = 'customer', email = `${key}.${at}@journeys.test`) => `${key}-${at},${word} ${at},${email},+3460011122${at},,${role},active`;
  const users = [HEADER, user(1), user(2), user(3), user(4, 'emperor'), user(5, 'customer', 'nowhere'), ''].join('\r\n');
  await upload(page, 'Users', `${key}.csv`, users);
  await awake(page);
  await expect(page.getByRole('heading', { level: 1, name: `${key}.csv` })).toBeVisible();
  await expect(page.getByText('Ready to check')).toBeVisible();
  await page.getByText('First rows of the file').click();
  await expect(page.getByRole('region', { name: 'First rows of the file' }).getByRole('cell', { name: `${word} 2` })).toBeVisible();
  await check(page);
  await counts(page, { Rows: '5', Created: '3', Updated: '0', Unchanged: '0', Refused: '2' });
  const problems = rows(page, 'Refused rows');
  await expect(problems).toHaveCount(2);
  for (const part of ['5', 'role', 'emperor', '“emperor” is not one of the choices; use one of owner, sub_dealer, employee, customer.']) await expect(problems.nth(0)).toContainText(part);
  for (const part of ['6', 'email', 'nowhere', '“nowhere” is not an email address']) await expect(problems.nth(1)).toContainText(part);

  const watching = await as('owner');
  await open(watching, `/admin/users?q=${encodeURIComponent(word)}`);
  await expect(figure(watching, 'Users')).toHaveText('0');
  await run(page);
  await counts(page, { Created: '3', Refused: '2' });
  await expect(figure(watching, 'Users')).toHaveText('3');
  // Finding 52: it leads to those whom it made.
  const made = page.getByRole('link', { name: 'Show the 3 new users' });
  const shown = await as('owner');
  await open(shown, (await made.getAttribute('href')) ?? '');
  await expect(rows(shown, 'Users')).toHaveCount(3);
  await expect(shown.getByRole('link', { name: 'Remove the filter Import: this import' })).toBeVisible();
  const report = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all refused rows' }).click();
  expect((await report).suggestedFilename()).toBe('refused-rows.csv');

  const payment = (at: number, amount: string, currency = 'USD') => `${key}-p${at},${key}-${at},2026-11-0${at} 10:00,${amount},${currency},upi,success,From a file`;
  const payments = ['external_id,user_external_id,paid_at,amount,currency,method,status,note', payment(1, '10.50'), payment(2, '20.25'), payment(3, '1.234'), payment(9, '5'), ''].join('\n');
  await upload(page, 'Payments', `${key}-money.csv`, payments);
  await awake(page);
  await check(page);
  await counts(page, { Rows: '4', Created: '2', Refused: '2' });
  await expect(problems.nth(0)).toContainText('“1.234” has more than the 2 decimals of USD.');
  await expect(problems.nth(1)).toContainText(`There is no user with the external ID “${key}-9” in your part of the tree.`);
  await run(page);
  await expect(figure(watching, 'Total payments')).toHaveText('$30.75');
  await expect(figure(watching, 'Paying users')).toHaveText('2');

  for (const [kind, name, content, good] of [['Users', `${key}.csv`, users, '3'], ['Payments', `${key}-money.csv`, payments, '2']] as const) {
    await upload(page, kind, name, content);
    await awake(page);
    await check(page);
    await run(page);
    await counts(page, { Created: '0', Updated: '0', Unchanged: good, Refused: '2' });
  }
  await expect(figure(watching, 'Users')).toHaveText('3');
  await expect(figure(watching, 'Total payments')).toHaveText('$30.75');
});

test('columns with names of their own are chosen by hand', async ({ page }) => {
  const key = unique('Map').replace(' ', '-');
  const header = 'Kundennummer,Wie heisst er,Post,Telefon,Firma,Rolle,Zustand';
  await upload(page, 'Users', `${key}.csv`, `${header}\n${key}-1,Mapped ${key},${key}@journeys.test,,,customer,active\n`);
  await awake(page);
  const columns: [string, string][] = [
    ['external_id', 'Kundennummer'],
    ['name', 'Wie heisst er'],
    ['email', 'Post'],
    ['phone', 'Telefon'],
    ['organisation', 'Firma'],
    ['role', 'Rolle'],
    ['status', 'Zustand'],
  ];
  const control = (column: string) => page.locator(`select[name="mapping[${column}]"]`);
  for (const [column, source] of columns) {
    await expect(control(column)).toHaveAttribute('aria-required', 'true');
    await control(column).selectOption(source);
  }
  await expect(control('tier')).not.toHaveAttribute('aria-required');
  await page.getByRole('button', { name: 'Use these columns' }).click();
  await check(page);
  await counts(page, { Rows: '1', Created: '1', Refused: '0' });
  await expect(page.getByText('No rows were refused.')).toBeVisible();
  for (const [column, source] of columns) await expect(control(column)).toHaveValue(source);
});

test('all or nothing writes nothing when one row is bad', async ({ page, office }) => {
  const key = unique('Whole').replace(' ', '-');
  const line = (at: number, role: string) => `${key}-${at},${key} ${at},${key}.${at}@journeys.test,,,${role},active`;
  await upload(page, 'Users', `${key}.csv`, [HEADER, line(1, 'customer'), line(2, 'king'), ''].join('\n'));
  await awake(page);
  // Nothing can be written before one has seen what would happen (finding 49).
  await expect(page.getByRole('button', { name: 'Import the valid rows' })).toHaveCount(0);
  await check(page);
  await page.getByRole('checkbox', { name: 'Import nothing unless every row is valid' }).check();
  await page.getByRole('button', { name: 'Import the valid rows' }).click();
  await expect(page.getByText('Refused', { exact: true }).first()).toBeVisible();
  await expect(rows(page, 'Refused rows')).toHaveCount(1);
  expect(await office.users(`?q=${key}`)).toEqual([]);
});

test.describe('a file that cannot be read is refused with a sentence', () => {
  const FILES: [what: string, content: string | Buffer, sentence: string][] = [
    ['empty', '', 'The file is empty. Its first line must name the columns.'],
    ['without rows', `${HEADER}\n`, 'The file has column names but no rows below them.'],
    ['in UTF-16', Buffer.from(`\uFEFF${HEADER}\n`, 'utf16le'), 'The file is encoded as UTF-16. Save it as “CSV UTF-8” and try again.'],
    ['in Latin-1', Buffer.concat([Buffer.from(`${HEADER}\n1,Jos`), Buffer.from([0xe9]), Buffer.from(',a@b.test,,,customer,active\n')]), 'The file is not UTF-8: line 2'],
    ['with an open quote', `${HEADER}\n1,"Jo,a@b.test,,,customer,active\n`, 'A quote opens on line 2 and never closes properly.'],
    ['without its columns', 'name,email\nJo,a@b.test\n', 'The file lacks these columns: external_id'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004 sheet'), 'This is a spreadsheet or an archive, not a CSV file.'],
  ];
  for (const [what, content, sentence] of FILES) {
    test(what, async ({ page }) => {
      await open(page, '/admin/imports');
      await page.getByLabel('CSV file').setInputFiles({ name: 'broken.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
      await page.getByRole('button', { name: 'Upload and preview' }).click();
      const refused = page.getByText(sentence).first();
      const look = page.getByRole('button', { name: 'Check without saving' });
      await expect(refused.or(look).first()).toBeVisible();
      if (await look.isVisible()) {
        await awake(page);
        await look.click();
      }
      await expect(refused).toBeVisible();
      // A refusal is a page of the product, from which one can go on.
      await expect(page.getByRole('banner')).toBeVisible();
    });
  }
});
