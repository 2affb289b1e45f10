// How long a payment made elsewhere takes to show in an open users' page: from before it is sent by another session until the figure
// in the page has changed. The journeys assert that it shows; here it is only measured, and `make bench` holds it to its bar.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formOf } from '../support/office';
import { expect, figure, open, test, unique } from '../support/world';

test.use({ who: 'owner' });

const PAYMENTS = 30;
const BAR_MS = 1_000;

test('a payment made elsewhere shows in an open page', async ({ page, office }) => {
  const person = await office.account({ name: unique('Wanda') });
  await open(page, `/admin/users?q=${encodeURIComponent(person.name)}`);
  await expect(figure(page, 'Users')).toBeVisible();
  const asked = `/admin/users/${person.id}/payments?ask=payment`;
  const elsewhere = await office.context();
  const waits: number[] = [];
  for (let paid = 1; paid <= PAYMENTS; paid += 1) {
    const form = formOf(await office.page(asked), /record_payment/);
    const shown = page.waitForFunction(
      (text) => [...document.querySelectorAll('.kpi-figure')].some((figure) => figure.textContent?.includes(text)),
      `$${paid}.00`,
    );
    const begun = Date.now();
    await elsewhere.post(form.action, { form: { ...form.hidden, amount: '1.00', currency: 'USD', method: 'cash', note: 'Measured' } });
    await shown;
    waits.push(Date.now() - begun);
  }
  waits.sort((one, other) => one - other);
  const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))];
  const figures = { payments: PAYMENTS, bar_ms: BAR_MS, median_ms: at(0.5), p95_ms: at(0.95), worst_ms: at(1), holds: at(1) <= BAR_MS };
  const folder = process.env.BENCH ?? join(process.cwd(), '../target/bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'live.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures));
  expect(figures.holds, `the slowest of ${PAYMENTS} showed after ${figures.worst_ms} ms`).toBe(true);
});
