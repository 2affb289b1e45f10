// The owner's desk: makes the people, payments and files that a journey needs, over HTTP and through the same plain forms that browsers
// without script send. Everything it makes has a name of its own, so that journeys do not disturb each other.
import { request, type APIRequestContext, type APIResponse } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { PORTS } from './ports.mjs';

const baseURL = `http://127.0.0.1:${PORTS.server}`;

/** The password of everyone that a journey makes. */
export const NEW_PASSWORD = 'quiet harbour lantern 29';

/** A word that nothing else holds. */
export function unique(word: string): string {
  return `${word} ${randomBytes(4).toString('hex')}`;
}

/** Someone that a journey made. */
export interface Person {
  id: string;
  name: string;
  email: string;
  password: string;
}

/** Fields of the form of an account. */
export type Fields = Record<string, string>;

async function fine(response: APIResponse): Promise<APIResponse> {
  if (!response.ok()) throw new Error(`${response.url()} answered ${response.status()}: ${(await response.text()).slice(0, 400)}`);
  return response;
}

/** What the requests say they are, so that sessions are named as those of a browser. */
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36';

/** No cookies: contexts made within a journey would take those of its page along. */
const nobody = { cookies: [], origins: [] };

/** Signs in without a browser; the answer holds the cookies. */
export async function enter(email: string, password: string): Promise<APIRequestContext> {
  const context = await request.newContext({ baseURL, userAgent, storageState: nobody });
  const response = await context.post('/sign-in', { form: { login: email, password, return_to: '' }, maxRedirects: 0 });
  if (response.status() !== 303) throw new Error(`${email} cannot sign in: ${response.status()}`);
  return context;
}

const unescape = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A form of a page: where it is sent to, and its hidden fields. */
export function formOf(html: string, action: RegExp): { action: string; hidden: Fields } {
  for (const [form, attributes] of html.matchAll(/<form\b([^>]*)>[\s\S]*?<\/form>/g)) {
    const target = /\baction="([^"]*)"/.exec(attributes)?.[1] ?? '';
    if (!action.test(target)) continue;
    const inputs = [...form.matchAll(/<input\b([^>]*)>/g)].map(([, input]) => input).filter((input) => /type="hidden"/.test(input));
    const value = (input: string, name: string) => unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1] ?? '');
    return { action: unescape(target), hidden: Object.fromEntries(inputs.map((input) => [value(input, 'name'), value(input, 'value')])) };
  }
  throw new Error(`the page has no form for ${action}`);
}

export class Office {
  private desk: { context: APIRequestContext; at: number } | undefined;

  /** Where the product answers. */
  readonly origin = baseURL;

  constructor(
    private readonly email: string,
    private readonly password: string,
  ) {}

  async close(): Promise<void> {
    await this.desk?.context.dispose();
  }

  /** The request context of the owner. */
  async context(): Promise<APIRequestContext> {
    if (this.desk && Date.now() - this.desk.at < 480_000) return this.desk.context;
    await this.close();
    this.desk = { context: await enter(this.email, this.password), at: Date.now() };
    return this.desk.context;
  }

  async page(path: string): Promise<string> {
    return (await fine(await (await this.context()).get(path))).text();
  }

  /** Sends a form of a page; fields that are not given keep their hidden values. */
  async send(path: string, action: RegExp, fields: Fields): Promise<APIResponse> {
    const form = formOf(await this.page(path), action);
    return fine(await (await this.context()).post(form.action, { form: { ...form.hidden, ...fields } }));
  }

  /** Makes an account that has not chosen a password. */
  async account(fields: Fields = {}): Promise<Person> {
    const name = fields.name ?? unique('Robin');
    const email = fields.email ?? `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@journeys.test`;
    const blank = { phone: '', username: '', role: 'customer', post: 'support', parent: '', organisation: '', manager: '', tier: '0', locale: 'en', time_zone: '', tags: '', notes: '' };
    const response = await this.send('/admin/users/new', /create_user/, { ...blank, ...fields, name, email });
    const id = /usr_[0-9a-f]+/.exec(`${await response.text()} ${response.url()}`)?.[0];
    if (!id) throw new Error(`no user came of ${name}`);
    return { id, name, email, password: NEW_PASSWORD };
  }

  /** Makes a person who can sign in: the account, and the password behind the mailed link. */
  async person(fields: Fields = {}): Promise<Person> {
    const person = await this.account(fields);
    const token = /token=([\w~.-]+)/.exec(await this.mailTo(person.email))?.[1] ?? '';
    await this.setPassword(token, person.password);
    return person;
  }

  /** The newest mail to an address, as the outbox shows it. */
  async mailTo(email: string): Promise<string> {
    const mails = (await this.page('/admin/outbox')).split('<li class="card-row').slice(1);
    const mail = mails.find((mail) => mail.includes(email));
    if (!mail) throw new Error(`no mail to ${email}`);
    // Words and links stand apart for the script that wakes the page.
    return unescape(mail.replaceAll('<!>', ''));
  }

  /** Chooses a password with the secret of a mailed link, as somebody who is not signed in. */
  async setPassword(token: string, password: string): Promise<void> {
    const context = await request.newContext({ baseURL, storageState: nobody });
    await fine(await context.post('/reset', { form: { token, password } }));
    await context.dispose();
  }

  /** Records a payment. */
  async pay(person: Person, amount: string, currency = 'USD', note = 'Journey'): Promise<void> {
    await this.send(`/admin/users/${person.id}/payments?ask=payment`, /record_payment/, { amount, currency, method: 'cash', note });
  }

  /** Mails somebody a reset link, which forces a new password at the next sign-in. */
  async sendReset(person: Person): Promise<void> {
    await this.send(`/admin/users/${person.id}?ask=reset`, /send_password_reset/, { id: person.id });
  }

  /** What the export of users holds for a query. */
  async users(query: string): Promise<Record<string, string>[]> {
    return table(await this.page(`/admin/users/export.csv${query}`));
  }

  /** Uploads a file for an import; answers the import's address. */
  async upload(kind: 'users' | 'payments', name: string, csv: string): Promise<string> {
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(csv) };
    const response = await (await this.context()).post('/admin/imports/upload', { multipart: { kind, file } });
    return new URL((await fine(response)).url()).pathname;
  }
}

/** Reads CSV into rows by column, as spreadsheets do. */
export function table(csv: string): Record<string, string>[] {
  const cells: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    cells[cells.length - 1].push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') cells.push([]);
  }
  const [header = [], ...lines] = cells;
  return lines.filter((line) => line.length === header.length).map((line) => Object.fromEntries(header.map((name, at) => [name, line[at]])));
}
