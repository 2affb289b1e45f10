// Every page in every role is accessible and fits its width, in both themes, three languages and two widths. Usually as many combinations
// are looked at as it takes for any two of these to meet; SOAK=1 looks at all. Widths are chosen here, so one project runs this file.
import { readFileSync } from 'node:fs';
import { NOWHERE, PAGES, VIEWERS, examples, type Row, type Side } from '../support/pages';
import { everything, pairwise } from '../support/pairs';
import { accessible, awake, expect, fits, test, wear, type Page, type Role } from '../support/world';
import { DESKTOP, PHONE } from '../support/screens';

const THEMES = ['light', 'dark'] as const;
const LOCALES = ['en', 'es', 'ar'] as const;
const WIDTHS = ['desktop', 'phone'] as const;
const SIDES = ['staff', 'customer', 'door'] as const;
const SCREENS = { desktop: DESKTOP, phone: PHONE };

interface Look {
  row: Row;
  viewer: Role | undefined;
  theme: (typeof THEMES)[number];
  locale: (typeof LOCALES)[number];
  width: (typeof WIDTHS)[number];
}

const rowsOf = (side: Side): Row[] => [...PAGES, ...NOWHERE].filter((row) => row.side === side);

/** What is looked at on a side: combinations in which each page, viewer, language, theme and width meets each other. */
function looks(side: Side): Look[] {
  const factors = [rowsOf(side), VIEWERS[side], LOCALES, THEMES, WIDTHS] as const;
  const chosen = process.env.SOAK === '1' ? everything(factors) : pairwise(factors);
  return chosen.map(([row, viewer, locale, theme, width]) => ({ row, viewer, locale, theme, width }));
}

/** The paths of a site map. */
function mapped(file: string, pattern: RegExp): string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(pattern)].map(([, path]) => path).sort();
}

test('the table of pages holds exactly the pages of the site maps', () => {
  const listed = (side: Side) => PAGES.filter((row) => row.side === side).map((row) => row.path).sort();
  expect(listed('staff')).toEqual(mapped('app/src/staff.rs', /path!\("([^"]+)"\)/g));
  expect(listed('customer')).toEqual(mapped('app/src/customer.rs', /path!\("([^"]+)"\)/g));
  expect(listed('door')).toEqual(mapped('server/src/http.rs', /\.route\("([^"]+)", get\(door::page\)/g));
});

async function look(page: Page, { row, locale }: Look, address: string): Promise<void> {
  await page.goto(address);
  if (row.side !== 'door') await awake(page);
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.getByRole('main')).toBeAttached();
  // At rest: nothing is being fetched again, and nothing moves.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await accessible(page);
  await fits(page);
}

for (const side of SIDES) {
  for (const one of looks(side)) {
    const { row, viewer, theme, locale, width } = one;
    test.describe(`${viewer ?? 'nobody'} on ${side}`, () => {
      test.use({ who: viewer, ...SCREENS[width] });
      test(`${row.path} in ${locale}, ${theme}, ${width}`, async ({ page, office }) => {
        if (row.path === '/admin/imports/:id') await office.upload('users', 'looked-at.csv', 'external_id,name,email,phone,organisation,role,status\n1,,nowhere,,,king,active\n');
        const ids = await examples(page, side);
        await wear(page, { theme, locale });
        await page.emulateMedia({ reducedMotion: 'reduce' });
        for (const address of row.at(ids)) await test.step(address, () => look(page, one, address));
      });
    });
  }
}
