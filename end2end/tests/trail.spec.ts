// The audit trail as somebody reads it who looks for one thing in it.
import { accessible, expect, open, openFilters, rows, test, wear } from '../support/world';
import { DESKTOP, PHONE } from '../support/screens';

const LIST = '/admin/audit';

test.use({ who: 'owner' });

test.describe('on a desktop', () => {
  test.use(DESKTOP);

  for (const locale of ['en', 'es', 'ar']) {
    test(`finding 57: the usual columns fit (${locale})`, async ({ page }) => {
      await wear(page, { theme: 'light', locale });
      await open(page, LIST);
      await expect(page.locator('.table-region')).toHaveAttribute('data-side', 'none');
    });
  }

  test('findings 57 and 58: narrowed by what was done, told in words, with a page for each entry', async ({ page }) => {
    await open(page, LIST);
    const bar = await openFilters(page);
    await bar.getByLabel('What was done').selectOption({ label: 'Payment recorded' });
    await expect(page).toHaveURL(/action=RecordPayment/);
    await expect(page.getByRole('link', { name: /^Remove the filter .*Payment recorded/ })).toBeVisible();
    const entries = rows(page, 'Audit');
    await expect(entries.first()).toContainText('Amount');
    await expect(entries.filter({ hasText: /method:/ })).toHaveCount(0);
    await expect(entries.filter({ hasText: 'nothing →' })).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Export CSV' })).toHaveAttribute('href', '/admin/audit/export.csv?action=RecordPayment');
    const file = await page.request.get('/admin/audit/export.csv?action=RecordPayment');
    const lines = (await file.text()).trim().split('\r\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(1)) expect(line).toContain('"RecordPayment"');
    await entries.first().getByRole('rowheader').getByRole('link').click();
    await expect(page).toHaveURL(/\/admin\/audit\/aud_/);
    await expect(page.getByRole('heading', { level: 2, name: 'Changes' })).toBeVisible();
    await expect(page.getByText('Digest', { exact: true })).toBeVisible();
    await accessible(page);
    await page.goBack();
    await expect(page).toHaveURL(/action=RecordPayment/);
  });

  test('finding 4: what is no filter finds nothing and is named', async ({ page }) => {
    for (const [list, query] of [['audit', 'action=Nothing'], ['organisations', 'state=dead'], ['servers', 'q=one'], ['imports', 'kind=users'], ['messages', 'state=lost'], ['numbers', 'stat=new']]) {
      await open(page, `/admin/${list ?? ''}?${query ?? ''}`);
      await expect(page.getByText(`“${query?.split('=')[0] ?? ''}”`, { exact: false }).first()).toBeVisible();
      await expect(page.getByRole('table')).toHaveCount(0);
    }
  });
});

test.describe('on a phone', () => {
  test.use(PHONE);

  test('finding 57: nothing lies to the side', async ({ page }) => {
    await open(page, `${LIST}?columns=at,actor,operation,subject,changes,address,sealed`);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(sideways).toBe(0);
  });
});
