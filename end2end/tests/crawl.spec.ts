// A walk through every page of every role: nothing moves as it comes, and whatever is pressed, the focus is never left on the body. Pages
// and presses are found by their structure, not by their words, so that new ones are walked too. Usually each page is seen by one of the
// roles it is for, and what is on it is pressed at one of the widths; SOAK=1 does all.
import { PAGES, VIEWERS, examples, type Row, type Side } from '../support/pages';
import { atRest, holdsFocus, layStill, press, shown, watchShift } from '../support/still';
import { awake, expect, onPhone, open, test, type Page, type Role } from '../support/world';

const SOAK = process.env.SOAK === '1';
const SIDES: Side[] = ['staff', 'customer', 'door'];

/** The pages that somebody looks at, and at which width they are walked: all of their side, or their share of it. */
function share(side: Side, viewer: Role | undefined): { row: Row; phone: boolean }[] {
  const viewers = VIEWERS[side];
  const rows = PAGES.filter((row) => row.side === side).map((row, at) => ({ row, at, phone: Math.floor(at / viewers.length) % 2 === 1 }));
  return rows.filter(({ at }) => SOAK || viewers[at % viewers.length] === viewer);
}

/** Dialogs with an address of their own: in by their link, out by Escape, in again, out by their own way. */
async function dialogs(page: Page, address: string): Promise<void> {
  const links = page.locator('main').locator('a[href*="?ask="], a[href*="&ask="]').filter({ visible: true });
  const most = SOAK ? await links.count() : Math.min(1, await links.count());
  for (let at = 0; at < most; at += 1) {
    const href = (await links.nth(at).getAttribute('href')) ?? '';
    for (const out of ['Escape', 'link']) {
      const dialog = page.locator('dialog[open]');
      await links.nth(at).click();
      await expect(dialog).toHaveCount(1);
      await holdsFocus(page, `${address}: ${href} open`);
      const way = out === 'link' ? await shown(dialog.locator('.form-actions a[href]')) : undefined;
      if (way) await way.click();
      else await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await holdsFocus(page, `${address}: ${href} closed by ${out}`);
    }
  }
}

/** The sheet of a row's actions or of a menu: open, shut. */
async function menus(page: Page, address: string): Promise<void> {
  for (const button of ['.row-menu', '.menu > button']) {
    if (!(await press(page, page.locator('main').locator(button), `${address}: ${button} open`))) continue;
    await page.keyboard.press('Escape');
    await expect(page.locator('.menu-sheet:popover-open')).toHaveCount(0);
    await holdsFocus(page, `${address}: ${button} shut`);
  }
}

/** Narrowing and widening a list. */
async function filters(page: Page, address: string): Promise<void> {
  const bar = page.locator('main [role="search"]');
  if ((await bar.count()) === 0) return;
  await press(page, bar.locator('details:not([open]) > summary'), `${address}: filters`);
  const choice = await shown(bar.locator('select'));
  if (choice && (await choice.locator('option').count()) > 1) {
    await choice.focus();
    await choice.selectOption({ index: 1 });
    await holdsFocus(page, `${address}: a filter chosen`);
    await page.keyboard.press('Escape');
    await expect(bar.locator('details[open]')).toHaveCount(0);
    await holdsFocus(page, `${address}: filters closed`);
  }
  await press(page, page.locator('main .chips a'), `${address}: a filter taken off`);
}

/** What changes nothing that lasts. */
async function walk(page: Page, address: string): Promise<void> {
  const main = page.locator('main');
  const begin = async () => {
    if (new URL(page.url()).pathname + new URL(page.url()).search !== address) await open(page, address);
    await atRest(page);
  };
  for (const [what, things] of [
    ['sorted', '.table-sort'],
    ['sorted the other way', '.table-sort'],
    ['next page', 'a[rel="next"]'],
    ['previous page', 'a[rel="prev"]'],
    ['so many on a page', '.pagination-size:not([aria-current])'],
    ['ticked', 'tbody input[type="checkbox"]'],
    ['another part', '.tab:not([aria-current])'],
  ] as const) {
    await press(page, main.locator(things), `${address}: ${what}`);
  }
  for (const part of [filters, menus, dialogs]) {
    await begin();
    await part(page, address);
  }
}

for (const side of SIDES) {
  for (const viewer of VIEWERS[side]) {
    test.describe(`${viewer ?? 'nobody'} on ${side}`, () => {
      test.use({ who: viewer });
      // A walk is as long as it has pages.
      test.describe.configure({ timeout: SOAK ? 1_200_000 : 180_000 });

      test('pages lie still, and the focus is never on the body', async ({ page, office }) => {
        if (viewer === 'owner') await office.upload('users', 'walked.csv', 'external_id,name,email,phone,organisation,role,status\n1,,nowhere,,,king,active\n');
        const ids = await examples(page, side);
        await watchShift(page);
        for (const { row, phone } of share(side, viewer)) {
          for (const address of row.at(ids)) {
            await test.step(address, async () => {
              await page.goto(address);
              if (side !== 'door') await awake(page);
              await layStill(page, address);
              const walks = side !== 'door' && !address.includes('ask=') && (SOAK || phone === onPhone(page));
              if (walks) await walk(page, address);
            });
          }
        }
      });
    });
  }
}

test.describe('what is done', () => {
  test.use({ who: 'owner' });
  test.describe.configure({ timeout: 180_000 });

  test('saving, paying, giving back, adding and refusing leave the focus on something', async ({ page, office }) => {
    const person = await office.account();
    const user = `/admin/users/${person.id}`;
    const dialog = page.locator('dialog[open]');

    // Saved, and refused.
    await open(page, `${user}/edit`);
    await page.locator('main [name="notes"]').fill('Walked by.');
    await page.locator('main form[action*="edit_user"] [type="submit"]').click();
    await expect(page).toHaveURL(user);
    await holdsFocus(page, 'a user saved');
    await open(page, '/admin/users/new');
    await page.locator('main form[action*="create_user"] [type="submit"]').click();
    await expect(page.locator('main [role="alert"]').first()).toBeVisible();
    await holdsFocus(page, 'a user refused');

    // Paid, and refused before it.
    await open(page, `${user}/payments`);
    await page.locator('main a[href*="ask=payment"]').first().click();
    await dialog.locator('[name="amount"]').fill('0');
    await dialog.locator('[type="submit"]').click();
    await holdsFocus(page, 'a payment refused');
    await dialog.locator('[name="amount"]').fill('12.50');
    await dialog.locator('[type="submit"]').click();
    await expect(dialog).toHaveCount(0);
    await expect(page.locator('main tbody tr')).toHaveCount(1);
    await holdsFocus(page, 'a payment recorded');

    // Given back, by the row's sheet.
    await page.locator('main .row-menu').first().click();
    await page.locator('.menu-sheet:popover-open a[href*="ask=refund"]').click();
    await dialog.locator('[name="reason"]').fill('Twice paid');
    await dialog.locator('[type="submit"]').click();
    await expect(dialog).toHaveCount(0);
    await expect(page.locator('main tbody tr')).toHaveCount(2);
    await holdsFocus(page, 'a payment given back');

    // Out and in again.
    for (const ask of ['deactivate', 'activate']) {
      await open(page, user);
      await page.locator(`main a[href*="ask=${ask}"]`).first().click();
      await dialog.locator('[type="submit"]').click();
      await expect(dialog).toHaveCount(0);
      await holdsFocus(page, `${ask}d`);
    }

    // A branch: added, put away, taken out, renamed.
    await open(page, '/admin/organisations/new');
    await page.locator('main [name="name"]').fill(`${person.name} Works`);
    await page.locator('main form[action*="create_organisation"] [type="submit"]').click();
    await expect(page).toHaveURL(/\/organisations\/org_/);
    await holdsFocus(page, 'an organisation made');
    const adding = page.locator('main form[action*="add_branch"]');
    await adding.locator('[name="name"]').fill('North');
    await adding.locator('[type="submit"]').click();
    const branch = page.locator('main form[action*="archive_branch"]');
    await expect(branch).toHaveCount(1);
    await holdsFocus(page, 'a branch added');
    for (const what of ['archived', 'restored']) {
      const before = await branch.locator('[name="archived"]').first().getAttribute('value');
      await branch.locator('[type="submit"]').click();
      await expect(branch.locator('[name="archived"]').first()).not.toHaveAttribute('value', before ?? '');
      await holdsFocus(page, `a branch ${what}`);
    }

    // One's own account: nothing changed, and saved.
    await open(page, '/admin/account');
    await page.locator('main form[action*="edit_profile"] [type="submit"]').first().click();
    await holdsFocus(page, 'an account saved');
    await open(page, '/admin/account/password');
    await page.locator('main form[action*="change_password"] [type="submit"]').first().click();
    await holdsFocus(page, 'a password refused');
  });
});
