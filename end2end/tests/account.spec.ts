// One's own account: profile, language and look, password, sessions, and the ways back in.
import { NEW_PASSWORD, PASSWORD, PEOPLE, awake, expect, open, signIn, test, typeSignIn, unique, type Page } from '../support/world';

const OTHER_PASSWORD = 'seven copper kettles 41';

/** Opens the menu of language, theme and density and presses a line of it. */
async function prefer(page: Page, menu: string, line: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: menu }).click();
  await page.locator('#preferences').getByRole('button', { name: line, exact: true }).click();
}

/** The link of the newest mail to an address, read on the owner's outbox page. */
async function mailedLink(owner: Page, email: string): Promise<string> {
  await open(owner, '/admin/outbox');
  const mail = owner.getByRole('listitem').filter({ hasText: `To ${email}` }).first();
  await mail.locator('summary').click();
  const link = /http\S+\/reset\?token=\S+/.exec(await mail.locator('pre').innerText())?.[0];
  expect(link, 'the mail holds a link').toBeTruthy();
  return link ?? '';
}

test('name, language and time zone are kept, and a zone that does not exist is refused', async ({ as, office }) => {
  const person = await office.person();
  const page = await as(person);
  await open(page, '/panel/account');
  await page.getByLabel('Name').fill(`${person.name} Renamed`);
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('Mars/Base');
  await expect(page.getByRole('option', { name: /^No results for/ })).toBeVisible();
  await zone.fill('kolk');
  await page.getByRole('option', { name: 'Asia/Kolkata' }).click();
  await expect(zone).toHaveValue('Asia/Kolkata');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('es');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^(Saved\.|Guardado\.?)$/)).toBeVisible();
  await page.goto('/panel/account');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByLabel('Nombre')).toHaveValue(`${person.name} Renamed`);
  await expect(page.getByRole('heading', { level: 1, name: 'Tu cuenta' })).toBeVisible();
  await page.goto('/panel');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${person.name} Renamed`);
});

test.describe('preferences of this browser', () => {
  test.use({ who: 'owner' });

  test('languages change at one press, and Arabic runs from right to left', async ({ page }) => {
    await open(page, '/admin/users?status=active&sort=name');
    const html = page.locator('html');
    await prefer(page, 'Preferences', 'Español');
    await expect(html).toHaveAttribute('lang', 'es');
    await expect(page.getByRole('heading', { level: 1, name: 'Usuarios' })).toBeVisible();
    await expect(page).toHaveURL('/admin/users?status=active&sort=name');
    await awake(page);
    await prefer(page, 'Preferencias', 'العربية');
    await expect(html).toHaveAttribute('lang', 'ar');
    await expect(html).toHaveAttribute('dir', 'rtl');
    await expect(page.getByRole('heading', { level: 1, name: 'المستخدمون' })).toBeVisible();
    const start = await page.getByRole('heading', { level: 1 }).evaluate((heading) => {
      const { right } = heading.getBoundingClientRect();
      return document.documentElement.clientWidth - right < window.innerWidth / 2;
    });
    expect(start, 'the title begins at the right').toBe(true);
    await awake(page);
    // The day by the server, the title by the browser: both name the month.
    const day = page.getByRole('main').locator('time').filter({ hasText: /\d{4}$/ }).first();
    await expect(day).toHaveText(/^\d{1,2} \p{Script=Arabic}+ \d{4}$/u);
    await expect(day).toHaveAttribute('title', /^\d{1,2} \p{Script=Arabic}+ \d{4}، \d{1,2}:\d{2} [صم] · .+ \(.+\)$/u);
    await prefer(page, 'التفضيلات', 'English');
    await expect(html).toHaveAttribute('dir', 'ltr');
  });

  test('theme and density are chosen and stay', async ({ page }) => {
    await open(page, '/admin/users');
    const html = page.locator('html');
    const ground = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
    const light = await ground();
    await prefer(page, 'Preferences', 'Dark');
    await expect(html).toHaveAttribute('data-theme', 'dark');
    expect(await ground()).not.toBe(light);
    await prefer(page, 'Preferences', 'Compact');
    await expect(html).toHaveAttribute('data-density', 'compact');
    await page.goto('/admin/payments');
    await expect(html).toHaveAttribute('data-theme', 'dark');
    await expect(html).toHaveAttribute('data-density', 'compact');
    await prefer(page, 'Preferences', 'Comfortable');
    await expect(html).toHaveAttribute('data-density', 'regular');
    await prefer(page, 'Preferences', 'System');
    await expect(html).toHaveAttribute('data-theme', 'system');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(ground).not.toBe(light);
  });
});

test('a new password ends all other sessions and is the one that counts', async ({ page, as, office }) => {
  const person = await office.person();
  const elsewhere = await as(person);
  await elsewhere.goto('/panel');
  await signIn(page, person);
  await open(page, '/panel/account/password');
  await page.getByLabel('Current password').fill('not this one, surely');
  await page.getByLabel('New password').fill(OTHER_PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('This is not your current password.').first()).toBeVisible();
  await page.getByLabel('Current password').fill(person.password);
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('A password needs at least 10 characters.').first()).toBeVisible();
  await page.getByLabel('Current password').fill(person.password);
  await page.getByLabel('New password').fill(OTHER_PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Password changed. All other sessions were ended.')).toBeVisible();
  await page.goto('/panel');
  await expect(page).toHaveURL(/\/panel$/);
  await elsewhere.goto('/panel');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await typeSignIn(elsewhere, person.email, person.password);
  await expect(elsewhere.getByRole('alert')).toContainText('The user name or the password is not correct.');
  await typeSignIn(elsewhere, person.email, OTHER_PASSWORD);
  await expect(elsewhere).toHaveURL(/\/panel/);
});

test('a session that is ended here is out there at its next request', async ({ page, as, office }) => {
  const person = await office.person();
  const elsewhere = await as(person);
  await elsewhere.goto('/panel');
  await signIn(page, person);
  await open(page, '/panel/account/sessions');
  const sessions = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Signed in' });
  const here = sessions.filter({ hasText: 'This device' });
  await expect(here).toHaveCount(1);
  await expect(here.getByRole('button')).toHaveCount(0);
  // One session came of the browser elsewhere; both are the same kind of device.
  await expect(sessions).toHaveCount(2);
  await sessions.filter({ hasNotText: 'This device' }).getByRole('button', { name: /^End the session on / }).click();
  await expect(sessions).toHaveCount(1);
  await elsewhere.goto('/panel/messages');
  await expect(elsewhere).toHaveURL(/\/sign-in\?return_to=/);
  await expect(here).toBeVisible();
  await page.goto('/panel');
  await expect(page).toHaveURL(/\/panel$/);
});

test('all other sessions end at one press, and signing out ends this one', async ({ page, as, office }) => {
  const person = await office.person();
  const elsewhere = await as(person);
  await elsewhere.goto('/panel');
  await signIn(page, person);
  await open(page, '/panel/account/sessions');
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  await expect(page.getByRole('button', { name: 'End all other sessions' })).toBeHidden();
  await elsewhere.goto('/panel');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await page.getByRole('banner').getByRole('button', { name: 'Your account' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/panel');
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
});

test('a forgotten password is replaced by a mailed link that works once', async ({ page, as, office }) => {
  const person = await office.person();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Email or user name').fill(person.email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await expect(page.getByText('If the account exists, a link is on its way to its email address. It works for one hour.')).toBeVisible();
  const link = await mailedLink(await as('owner'), person.email);
  await page.goto(link);
  await page.getByLabel('New password').fill('aaaaaaaaaaaa');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('A password needs more different characters.').first()).toBeVisible();
  await page.getByLabel('New password').fill(OTHER_PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('Password set. You can sign in with it now.')).toBeVisible();
  await signIn(page, { ...person, password: OTHER_PASSWORD });
  await page.goto(link);
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('This link has expired, was already used or was replaced by a newer one.').first()).toBeVisible();
});

test('nobody learns from the door who has an account', async ({ page }) => {
  await page.goto('/forgot');
  await page.getByLabel('Email or user name').fill(`${unique('nobody').replace(' ', '.')}@journeys.test`);
  await page.getByRole('button', { name: 'Send link' }).click();
  await expect(page.getByText('If the account exists, a link is on its way to its email address. It works for one hour.')).toBeVisible();
});

test('a link that staff send ends sessions and the old password at once, and sets a new one', async ({ page, as, office }) => {
  const person = await office.person();
  const elsewhere = await as(person);
  await elsewhere.goto('/panel');
  const owner = await as('owner');
  await open(owner, `/admin/users/${person.id}`);
  await owner.getByRole('link', { name: 'Send reset link' }).click();
  const dialog = owner.getByRole('dialog', { name: 'Send a link to choose a new password?' });
  await expect(dialog.getByText(person.email)).toBeVisible();
  await dialog.getByRole('button', { name: 'Send reset link' }).click();
  await expect(dialog).toBeHidden();
  await expect(owner.getByText('Link sent.')).toBeVisible();

  await elsewhere.goto('/panel/messages');
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await page.goto('/sign-in');
  await typeSignIn(page, person.email, person.password);
  await expect(page.getByRole('alert')).toContainText('The user name or the password is not correct.');
  await page.goto(await mailedLink(owner, person.email));
  await page.getByLabel('New password').fill(OTHER_PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('Password set. You can sign in with it now.')).toBeVisible();
  await signIn(page, { ...person, password: OTHER_PASSWORD });
  await page.goto('/panel/messages');
  await expect(page.getByRole('heading', { level: 1, name: 'Messages' })).toBeVisible();
});

test('a wrong password is said so, keeps the name, and leads on to where one was going', async ({ page }) => {
  await page.goto('/admin/users?status=inactive');
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
  await typeSignIn(page, PEOPLE.owner, 'certainly not this');
  await expect(page.getByRole('alert')).toContainText('The user name or the password is not correct. Check both, or reset your password.');
  await expect(page.getByLabel('Email or user name')).toHaveValue(PEOPLE.owner);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  await typeSignIn(page, PEOPLE.owner, PASSWORD);
  await expect(page).toHaveURL('/admin/users?status=inactive');
});

test('after five wrong passwords one has to wait, even with the right one', async ({ page, office }) => {
  const person = await office.person();
  await page.goto('/sign-in');
  for (let at = 0; at < 5; at += 1) {
    await typeSignIn(page, person.email, `wrong password ${at}`);
    await expect(page.getByRole('alert')).toContainText('The user name or the password is not correct.');
  }
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await typeSignIn(page, person.email, person.password);
  expect((await answer).status()).toBe(429);
  expect(Number((await answer).headers()['retry-after'])).toBeGreaterThan(0);
  await expect(page.getByRole('alert')).toContainText(/Too many attempts\. Please wait \d+ seconds and try again\./);
});
