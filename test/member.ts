import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { asOwner, type TestDatabase } from './db.ts';

/** Works as in production: with a log-in of its own that is nothing but a member of the group. */
export const asMember = async (
  database: TestDatabase,
  group: 'evenhand_app' | 'evenhand_read',
  work: (client: pg.Client) => Promise<void>,
): Promise<void> => {
  const login = `login_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  await asOwner(database, `create role ${login} login password '${password}' in role ${group}`);
  const url = new URL(database.ownerUrl);
  Object.assign(url, { username: login, password });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
    await asOwner(database, `drop owned by ${login}; drop role ${login}`);
  }
};

/** `done`, or the code that PostgreSQL refuses a statement with. */
export const codeOf = async (client: pg.Client, text: string): Promise<string> =>
  client.query(text).then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** Every statement is refused for want of a privilege, not for another reason. */
export const assertDenied = async (client: pg.Client, statements: readonly string[]): Promise<void> => {
  for (const text of statements) assert.equal(await codeOf(client, text), '42501', text);
};
