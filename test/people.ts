import assert from 'node:assert/strict';
import { type Browser, browserOf, type TestApp } from './app.ts';
import { asOwner, type TestDatabase } from './db.ts';
import { makeNumber } from './factories.ts';

export const today = '2020-02-04';

let numbers = 3_000;
/** Somebody whom nobody has appointed yet. */
export const newPerson = (changes: object = {}) => ({
  display_name: '新進人員',
  number: makeNumber(++numbers),
  starts_on: today,
  ends_on: null as string | null,
  ...changes,
});

export type Given = { appointment_id: number; account: string; password: string | null };

/** Appoints through the API; the initial password is what was shown, null where there was one already. */
export const appoint = async (browser: Browser, people: string, person: object): Promise<Given> => {
  const { status, body } = await browser.post(`/api/${people}`, person);
  assert.equal(status, 201, JSON.stringify(body));
  const { appointment_id, account } = body['appointment'] as Given;
  return { appointment_id, account, password: body['initial_password'] as string | null };
};

let passwords = 0;
/** A password that nobody guesses and nobody had before. */
export const freshPassword = (): string => `lantern violet ${++passwords} anchor`;

/** Somebody logged in with a password that was given. */
export const enter = (app: TestApp, account: string, password: string | null): Promise<Browser> =>
  browserOf(app, { account_id: '', name: account, password: password ?? '' });

/** Logged in, and the initial password really changed (R036). */
export const settle = async (app: TestApp, { account, password }: Given, fresh = freshPassword()) => {
  const browser = await enter(app, account, password);
  const { status, body } = await browser.post('/api/password', { current: password, fresh });
  assert.equal(status, 200, JSON.stringify(body));
  return { browser, password: fresh };
};

/** The newest rows of the audit trail: act, outcome, institution. */
export const auditOf = async (database: TestDatabase, act: string): Promise<Record<string, unknown>[]> =>
  (
    await asOwner(
      database,
      `select outcome, site_code, address, detail, account_id::int from audit where act like $1 order by audit_id`,
      [act],
    )
  ).rows;

/** What a refusal says: status and code. */
export const said = ({
  status,
  body,
}: {
  status: number;
  body: { code?: string };
}): [number, string | undefined] => [status, body.code];
