// The customer's way, on a phone first: name a number, scan its code, write to several people, and watch the messages being read.
import { SIMULATOR, awake, expect, open, test, unique, type Page, type Person } from '../support/world';

const id = (page: Page) => new URL(page.url()).pathname.split('/').pop() ?? '';

/** Makes a number on the page, which then shows its code. */
async function connect(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Add a number' }).click();
  await expect(page).toHaveURL(/\/panel\/numbers\/\w+$/);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Scans the code that the page shows, with the phone that the simulator draws. */
async function scan(page: Page): Promise<Page> {
  const phone = await page.context().newPage();
  await phone.goto(`${SIMULATOR}/phone/${id(page)}`);
  await phone.getByRole('button', { name: /^Scan this code/ }).click();
  await expect(phone.getByText('Connected')).toBeVisible();
  return phone;
}

test('a number is paired by a code with a countdown, and several messages go out and are read', async ({ as, office }) => {
  const customer: Person = await office.person({ name: unique('Mina') });
  const page = await as(customer);
  await open(page, '/panel');
  await expect(page.getByRole('heading', { level: 1, name: `Hello, ${customer.name}` })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Connect your WhatsApp number' })).toBeVisible();
  const name = unique('Shop');
  await connect(page, name);

  const code = page.getByRole('img', { name: 'QR code to scan with your phone' });
  await expect(code).toHaveAttribute('src', /^data:image\/svg\+xml,/);
  await expect(page.getByText('Waiting for the scan. The code renews itself.').first()).toBeVisible();
  for (const step of ['Open WhatsApp on the phone with this number', 'Point the phone at this code']) await expect(page.getByText(step).first()).toBeVisible();
  await expect(page.getByText('Code 1 of 6')).toBeVisible();
  const seconds = async () => Number(/\d+/.exec(await page.locator('.qr-seconds').innerText())?.[0]);
  const first = await seconds();
  expect(first).toBeLessThanOrEqual(60);
  await expect.poll(seconds).toBeLessThan(first);

  const phone = await scan(page);
  await expect(page.getByText(/^Connected as /).first()).toBeVisible();
  await expect(code).toBeHidden();
  await page.getByRole('link', { name: 'Write a message' }).click();
  await expect(page.getByLabel('Send from', { exact: true })).toHaveValue(id(phone));
  const words = unique('Good morning');
  await page.getByLabel('Recipients').fill('+34 600 111 201, +34 600 111 202\n12');
  await page.getByLabel('Message').fill(words);
  await expect(page.getByText('“12” is not a phone number with its country code')).toBeVisible();
  await page.getByLabel('Recipients').fill('+34 600 111 201, +34 600 111 202\n+34 600 111 203');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page).toHaveURL(/\/panel\/messages$/);
  const messages = page.getByRole('main').getByRole('listitem').filter({ hasText: words });
  await expect(messages).toHaveCount(3);
  for (const to of ['+34 600 11 12 01', '+34 600 11 12 02', '+34 600 11 12 03']) await expect(messages.filter({ hasText: to })).toHaveCount(1);
  await expect(messages.getByText('Read', { exact: true })).toHaveCount(3, { timeout: 30_000 });

  // Finding 62: each message tells where it was when.
  await messages.first().locator('a.message-time').click();
  await expect(page.getByRole('heading', { level: 1, name: /^Message to \+34/ })).toBeVisible();
  await expect(page.locator('.message-step').last()).toContainText('Read');

  await phone.goto(`${SIMULATOR}/phone/${id(phone)}`);
  await expect(phone.getByText(words)).toHaveCount(3);
  await open(page, '/panel');
  await expect(page.getByRole('link', { name })).toBeVisible();
  await expect(page.getByText(words).first()).toBeVisible();

  // Findings 64 and 65: what will be seen is shown before, and to many it goes once that was said.
  await page.goto('/panel/messages/new');
  await awake(page);
  const many = unique('Dear all');
  await page.getByLabel('Recipients').fill(Array.from({ length: 21 }, (_, at) => `+34 600 113 ${100 + at}`).join('\n'));
  await page.getByLabel('Message').fill(`*${many}* https://example.com`);
  await expect(page.locator('.message-preview strong')).toHaveText(many);
  await expect(page.locator('.message-preview a')).toHaveAttribute('rel', /noopener/);
  await page.getByRole('button', { name: 'Send 21 messages' }).click();
  const sure = page.getByRole('dialog', { name: 'Send to so many people?' });
  await expect(sure).toBeVisible();
  await sure.getByRole('button', { name: 'Send 21 messages' }).click();
  await expect(page).toHaveURL(/\/panel\/messages$/);
  await expect(page.getByText('21 messages sent together')).toBeVisible();
});

test('a phone that forgets the connection is said so at once, with a new code to scan', async ({ as, office }) => {
  const page = await as(await office.person());
  await open(page, '/panel/numbers');
  await connect(page, unique('Desk'));
  await expect(page.getByRole('img', { name: 'QR code to scan with your phone' })).toBeVisible();
  const phone = await scan(page);
  await expect(page.getByText(/^Connected as /).first()).toBeVisible();
  await phone.getByRole('button', { name: /^Unlink/ }).click();
  await expect(page.getByRole('img', { name: 'QR code to scan with your phone' })).toBeVisible();
  await expect(page.getByText(/^Connected as /)).toHaveCount(0);
  await scan(page);
  await expect(page.getByText(/^Connected as /).first()).toBeVisible();
});

test('a number is logged out and removed, and both are explained first', async ({ as, office }) => {
  const page = await as(await office.person());
  await open(page, '/panel/numbers');
  const name = unique('Kiosk');
  await connect(page, name);
  await expect(page.getByRole('img', { name: 'QR code to scan with your phone' })).toBeVisible();
  await scan(page);
  await expect(page.getByText(/^Connected as /).first()).toBeVisible();
  const main = page.getByRole('main');
  await main.getByRole('link', { name: 'Log out' }).click();
  const question = page.getByRole('dialog', { name: 'Log this number out?' });
  await expect(question.getByText('The phone is disconnected.')).toBeVisible();
  await question.getByRole('button', { name: 'Log out' }).click();
  await expect(question).toBeHidden();
  await expect(page.getByText('This number is logged out and sends nothing.').first()).toBeVisible();
  await main.getByRole('link', { name: 'Remove' }).click();
  const sure = page.getByRole('dialog', { name: 'Remove this number?' });
  await expect(sure.getByText('its queued messages are cancelled')).toBeVisible();
  await sure.getByRole('button', { name: 'Remove' }).click();
  await expect(page).toHaveURL(/\/panel\/numbers$/);
  await expect(page.getByRole('heading', { name: 'No numbers yet' })).toBeVisible();
});

test('without a connected number the form says what to do first', async ({ as, office }) => {
  const page = await as(await office.person());
  await open(page, '/panel/messages/new');
  await expect(page.getByRole('heading', { name: 'Connect a number first' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: /^(Connect|Show the code|Add a number)$/ }).click();
  await expect(page).toHaveURL(/\/panel\/numbers$/);
  await awake(page);
  await expect(page.getByRole('heading', { name: 'Add a number' })).toBeVisible();
});

test('a customer sees own payments and has no way to the staff side', async ({ as, office }) => {
  const customer = await office.person();
  await office.pay(customer, '12.00');
  const page = await as(customer);
  await open(page, '/panel/payments');
  await expect(page.getByRole('table').getByText('$12.00')).toBeVisible();
  await page.goto('/admin/users');
  await expect(page).toHaveURL(/\/panel$/);
  const answer = await page.request.get('/admin/users/export.csv');
  expect(answer.status()).toBe(403);
});
