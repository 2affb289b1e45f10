// What staff do with servers, numbers and messages, and the ways of a customer that need no second screen.
import { SIMULATOR, awake, expect, mark, onPhone, open, openFilters, rows, sameDocument, test, unique } from '../support/world';

test.describe('the owner', () => {
  test.use({ who: 'owner' });

  test('adds a server, asks it, takes it out and removes it, and is asked before what matters', async ({ page }) => {
    await open(page, '/admin/servers/new');
    const name = unique('Frankfurt');
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Address').fill('nowhere');
    await page.getByLabel('API key').fill('not-the-key-of-anything');
    await expect(page.getByText('“nowhere” is not a web address')).toBeVisible();
    // Nothing listens there: the server is kept, and its card says why it does not answer.
    await page.getByLabel('Address').fill('http://127.0.0.1:9');
    await page.getByRole('button', { name: 'Add and check' }).click();
    await expect(page).toHaveURL(/\/admin\/servers$/);
    await awake(page);
    const card = page.getByRole('region', { name });
    await expect(card.getByText('Offline')).toBeVisible();
    await expect(card.getByText(/^The server cannot be reached: /)).toBeVisible();
    await expect(card.getByText('0 of 50')).toBeVisible();
    await expect(card.locator('.badge')).toHaveCount(0);
    await mark(page);
    await card.getByRole('button', { name: 'Check now' }).click();
    await expect(page.getByText('Server checked.')).toBeVisible();

    await card.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByText('The stored key ends in')).toBeVisible();
    await expect(page.getByLabel('API key')).toHaveValue('');
    await page.getByLabel('Maximum numbers').fill('7');
    await page.getByRole('button', { name: 'Save and check' }).click();
    await expect(card.getByText('0 of 7')).toBeVisible();

    await card.getByRole('link', { name: 'Maintenance' }).click();
    const out = page.getByRole('dialog', { name: 'Put this server into maintenance?' });
    await expect(out.getByText(name)).toBeVisible();
    await out.getByRole('button', { name: 'Start maintenance' }).click();
    await expect(out).toBeHidden();
    await card.getByRole('button', { name: 'Resume' }).click();
    await expect(card.getByText('Offline')).toBeVisible();

    await card.getByRole('link', { name: 'Remove' }).click();
    const sure = page.getByRole('dialog', { name: 'Remove this server?' });
    await sure.getByRole('link', { name: 'Cancel' }).click();
    await expect(sure).toBeHidden();
    await card.getByRole('link', { name: 'Remove' }).click();
    await sure.getByRole('button', { name: 'Remove' }).click();
    await expect(card).toHaveCount(0);
    await sameDocument(page);
  });

  test('narrows numbers and messages, and the address keeps it', async ({ page }) => {
    await open(page, '/admin/numbers');
    await mark(page);
    const bar = await openFilters(page);
    await bar.getByLabel('Status').selectOption({ label: 'Connected' });
    await expect(page).toHaveURL(/state=connected/);
    const numbers = rows(page, 'Numbers');
    await expect(numbers.first()).toContainText('Connected');
    await expect(numbers.filter({ hasText: 'Logged out, scan again' })).toHaveCount(0);
    await sameDocument(page);

    await open(page, '/admin/messages?state=failed');
    const messages = rows(page, 'Messages, newest first');
    await expect(messages.first()).toContainText(/Failed|Outcome unknown|Cancelled|Expired/);
    await expect(messages.filter({ hasText: /Read|Delivered/ })).toHaveCount(0);
    const to = (await messages.first().getByRole('rowheader').innerText()).trim();
    const again = await openFilters(page);
    await again.getByLabel('Sent to').fill(to);
    await expect(page).toHaveURL(/[?&]to=/);
    await expect(messages.first()).toContainText(to);
    await page.reload();
    await expect(messages.first()).toContainText(to);
    await messages.first().getByRole('link', { name: to }).click();
    await expect(page.getByRole('heading', { level: 1, name: `Message to ${to}` })).toBeVisible();
    await expect(page.locator('.message-step').first()).toContainText('Queued');
    await open(page, '/admin/messages?state=failed&to=%2B99999999999');
    await expect(page.getByRole('heading', { name: 'No results' })).toBeVisible();
  });

  test('looks at a customer’s number: it speaks of the customer, and what can be done stands in the head (finding 68)', async ({ page }) => {
    await open(page, '/admin/numbers?state=connected');
    // The last of the page is the sample's: others come and go meanwhile.
    await rows(page, 'Numbers').last().getByRole('link').first().click();
    await expect(page).toHaveURL(/\/admin\/numbers\/\w+$/);
    const main = page.getByRole('main');
    await expect(main.getByText('This number can send the customer’s messages now.')).toBeVisible();
    await expect(main.getByText('You may close this page')).toHaveCount(0);
    const head = main.locator('.page-head');
    await expect(head.getByRole('link', { name: 'Log out' })).toBeVisible();
    await expect(head.getByRole('link', { name: 'Remove' })).toBeVisible();
    await expect(main.getByRole('link', { name: 'Remove' })).toHaveCount(1);
  });
});

test('the page of a number on a simulator leads to its phone, which scans the code (finding 66)', async ({ as, office }) => {
  const page = await as(await office.person());
  await open(page, '/panel/numbers');
  await page.getByLabel('Name').fill(unique('Trial'));
  await page.getByRole('button', { name: 'Add a number' }).click();
  await expect(page.getByRole('img', { name: 'QR code to scan with your phone' })).toBeVisible();
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'This server is a simulator: open its phone' }).click();
  const phone = await opened;
  await expect(phone).toHaveURL(`${SIMULATOR}/phone/${new URL(page.url()).pathname.split('/').pop() ?? ''}`);
  await phone.getByRole('button', { name: /^Scan this code/ }).click();
  await expect(page.getByText(/^Connected as /).first()).toBeVisible();

  const staff = await as('owner');
  await open(staff, '/admin/servers');
  await expect(staff.getByRole('region', { name: 'Simulator', exact: true }).locator('.badge')).toHaveText('Simulator');
});

test('a phone that cannot see its own screen is paired by a code that is typed', async ({ as, office }) => {
  const page = await as(await office.person());
  await open(page, '/panel/numbers');
  await page.getByLabel('Name').fill(unique('Pocket'));
  await page.getByRole('button', { name: 'Add a number' }).click();
  await expect(page.getByRole('img', { name: 'QR code to scan with your phone' })).toBeVisible();
  const other = page.getByText('Pair with the phone number instead');
  // Finding 67: where the phone is the screen, this comes first; and the dot stands beside the first word.
  const top = async (what: typeof other) => (await what.boundingBox())?.y ?? 0;
  if (onPhone(page)) expect(await top(other)).toBeLessThan(await top(page.getByRole('img', { name: 'QR code to scan with your phone' })));
  const gap = await page.locator('.qr-state').evaluate((line) => {
    const words = document.createRange();
    words.selectNodeContents(line.lastElementChild ?? line);
    const dot = line.querySelector('.qr-live')?.getBoundingClientRect();
    return (words.getClientRects()[0]?.left ?? 0) - (dot?.right ?? 0);
  });
  expect(gap).toBeGreaterThanOrEqual(0);
  expect(gap).toBeLessThan(16);
  await other.click();
  await page.getByLabel('Phone number of this WhatsApp').fill('+34 600 111 999');
  await page.getByRole('button', { name: 'Get a code to type' }).click();
  await expect(page.locator('.pairing-typed code')).toHaveText(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  // The simulator's phone types it by the same press that scans.
  const phone = await page.context().newPage();
  await phone.goto(`${SIMULATOR}/phone/${new URL(page.url()).pathname.split('/').pop() ?? ''}`);
  await phone.getByRole('button', { name: /^Scan this code/ }).click();
  await expect(page.getByText(/^Connected as /)).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: '+34 600 11 19 99' })).toBeVisible();
});

test('a message that waits is called off, and sent again when asked, in the same page', async ({ as, office }) => {
  const page = await as(await office.person());
  await open(page, '/panel/numbers');
  await page.getByLabel('Name').fill(unique('Quay'));
  await page.getByRole('button', { name: 'Add a number' }).click();
  await expect(page.getByRole('img', { name: 'QR code to scan with your phone' })).toBeVisible();
  const id = new URL(page.url()).pathname.split('/').pop() ?? '';
  const phone = await page.context().newPage();
  await phone.goto(`${SIMULATOR}/phone/${id}`);
  await phone.getByRole('button', { name: /^Scan this code/ }).click();
  await expect(page.getByText(/^Connected as /)).toBeVisible();
  // The form is open when the phone forgets the connection: what it sends waits.
  await page.getByRole('link', { name: 'Write a message' }).click();
  await page.getByLabel('Recipients').fill('+34 600 111 401');
  const words = unique('Later');
  await page.getByLabel('Message').fill(words);
  await phone.getByRole('button', { name: /^Unlink/ }).click();
  await expect(phone.getByText('Connected', { exact: true })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Send one message' })).toBeVisible();
  await page.getByRole('button', { name: 'Send one message' }).click();
  await expect(page).toHaveURL(/\/panel\/messages$/);
  await awake(page);
  await mark(page);
  const message = page.getByRole('main').getByRole('listitem').filter({ hasText: words });
  await expect(message).toHaveCount(1);
  await message.getByRole('button', { name: /^Cancel the message/ }).click();
  await expect(message.getByText('Cancelled', { exact: true })).toBeVisible();
  await message.getByRole('button', { name: /^Send again to/ }).click();
  await expect(message).toHaveCount(2);
  await sameDocument(page);
});
