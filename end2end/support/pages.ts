// Every page of the product, once. `axe.spec.ts` looks at each in every role, language, theme and width, and compares this table with
// the site maps, so that a page that is forgotten here is noticed. To add a page: its row here, with a way to an example of it.
import type { Page } from '@playwright/test';
import type { Role } from './world';

export type Side = 'staff' | 'customer' | 'door';

/** Who looks at the pages of a side; nobody is signed in before the door. */
export const VIEWERS: Record<Side, (Role | undefined)[]> = {
  staff: ['owner', 'dealer', 'employee'],
  customer: ['customer'],
  door: [undefined],
};

/** Ids for the places of an address, as the viewer's own lists show them. */
export interface Examples {
  user: string;
  organisation: string;
  number: string;
  payment: string;
  import: string;
  server: string;
  message: string;
  event: string;
}

export interface Row {
  /** As in the site map. */
  path: string;
  side: Side;
  /** Addresses to look at; the path itself where it has no places. */
  at: (ids: Examples) => string[];
}

const row = (side: Side, path: string, at: (ids: Examples) => string[] = () => [path]): Row => ({ side, path, at });
const staff = (path: string, at?: Row['at']) => row('staff', path, at);
const customer = (path: string, at?: Row['at']) => row('customer', path, at);
const door = (path: string, at?: Row['at']) => row('door', path, at);

export const PAGES: Row[] = [
  staff('/admin'),
  staff('/admin/users', () => ['/admin/users', '/admin/users?q=nobody+at+all&status=active']),
  staff('/admin/users/new'),
  staff('/admin/users/:id', ({ user }) => [`/admin/users/${user}`, `/admin/users/${user}?ask=deactivate`]),
  staff('/admin/users/:id/edit', ({ user }) => [`/admin/users/${user}/edit`]),
  staff('/admin/users/:id/:tab', ({ user }) => [...['payments', 'numbers', 'sessions', 'timeline'].map((tab) => `/admin/users/${user}/${tab}`), `/admin/users/${user}/payments?ask=payment`]),
  staff('/admin/organisations'),
  staff('/admin/organisations/new'),
  staff('/admin/organisations/:id', ({ organisation }) => [`/admin/organisations/${organisation}`]),
  staff('/admin/organisations/:id/edit', ({ organisation }) => [`/admin/organisations/${organisation}/edit`]),
  staff('/admin/payments', () => ['/admin/payments', '/admin/payments?q=nobody+at+all&status=pending']),
  staff('/admin/payments/:id', ({ payment }) => [`/admin/payments/${payment}`, `/admin/payments/${payment}?ask=refund`]),
  staff('/admin/imports'),
  staff('/admin/imports/:id', (ids) => [`/admin/imports/${ids.import}`]),
  staff('/admin/numbers'),
  staff('/admin/numbers/:id', ({ number }) => [`/admin/numbers/${number}`]),
  staff('/admin/messages'),
  staff('/admin/messages/:id', ({ message }) => [`/admin/messages/${message}`]),
  staff('/admin/servers'),
  staff('/admin/servers/new'),
  staff('/admin/servers/:id/edit', ({ server }) => [`/admin/servers/${server}/edit`]),
  staff('/admin/audit', () => ['/admin/audit', '/admin/audit?action=SignInRefused&kind=server']),
  staff('/admin/audit/:id', ({ event }) => [`/admin/audit/${event}`]),
  staff('/admin/outbox'),
  staff('/admin/account'),
  staff('/admin/account/password'),
  staff('/admin/account/sessions'),
  customer('/panel'),
  customer('/panel/numbers'),
  customer('/panel/numbers/:id', ({ number }) => [`/panel/numbers/${number}`]),
  customer('/panel/messages'),
  customer('/panel/messages/new'),
  customer('/panel/messages/:id', ({ message }) => [`/panel/messages/${message}`]),
  customer('/panel/payments'),
  customer('/panel/payments/:id', ({ payment }) => [`/panel/payments/${payment}`]),
  customer('/panel/account'),
  customer('/panel/account/password'),
  customer('/panel/account/sessions'),
  door('/sign-in'),
  door('/forgot'),
  door('/reset', () => ['/reset?token=none']),
];

/** The pages for addresses that lead nowhere. */
export const NOWHERE: Row[] = [staff('nowhere', () => ['/admin/nowhere']), customer('nowhere', () => ['/panel/nowhere']), door('nowhere', () => ['/nowhere'])];

/** What a list leads to first, or an id that nobody has. */
async function firstOf(page: Page, list: string, link: RegExp, none: string): Promise<string> {
  const html = await (await page.request.get(list)).text();
  return link.exec(html)?.[1] ?? none;
}

/** Examples within the viewer's reach. */
export async function examples(page: Page, side: Side): Promise<Examples> {
  const nil = '0'.repeat(32);
  const none = {
    user: `usr_${nil}`,
    organisation: `org_${nil}`,
    number: `ins_${nil}`,
    payment: `pay_${nil}`,
    import: `imp_${nil}`,
    server: `srv_${nil}`,
    message: `msg_${nil}`,
    event: `aud_${nil}`,
  };
  if (side === 'door') return none;
  const base = side === 'staff' ? '/admin' : '/panel';
  const number = await firstOf(page, `${base}/numbers`, /\/numbers\/(\w+)/, none.number);
  const payment = await firstOf(page, `${base}/payments`, /href="\/\w+\/payments\/(pay_\w+)"/, none.payment);
  const message = await firstOf(page, `${base}/messages`, /\/messages\/(msg_\w+)"/, none.message);
  if (side === 'customer') return { ...none, number, payment, message };
  return {
    number,
    payment,
    message,
    event: await firstOf(page, '/admin/audit', /\/audit\/(aud_\w+)"/, none.event),
    user: await firstOf(page, '/admin/users?role=customer&status=active&paid=yes&registered_to=2025-12-31', /href="\/admin\/users\/(usr_\w+)"/, none.user),
    organisation: await firstOf(page, '/admin/organisations', /\/organisations\/(\w+_\w+)/, none.organisation),
    import: await firstOf(page, '/admin/imports', /\/imports\/(\w+_\w+)"/, none.import),
    server: await firstOf(page, '/admin/servers', /\/servers\/(\w+_\w+)\/edit/, none.server),
  };
}
