import pg from 'pg';
import type { Secrets } from './secrets.ts';

/** The name of the embedded database. */
export const DATABASE = 'evenhand';

/**
 * Brings the roles and the database into being, whatever of them is there already: `evenhand_owner` migrates,
 * `evenhand_serve` serves and has only what its group `evenhand_app` is granted, `evenhand_read` is the group
 * for reports. This is the one use of the superuser.
 */
export async function ensureRoles(port: number, passwords: Secrets['passwords']): Promise<void> {
  const client = new pg.Client({
    connectionString: urlOf('postgres', passwords.postgres, port, 'postgres'),
    options: '-c log_min_error_statement=panic',
  });
  await client.connect();
  try {
    const roles = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const existing = new Set(roles.rows.map((role) => role.rolname));
    for (const [name, creation] of Object.entries(roleCreations(passwords))) {
      if (!existing.has(name)) await client.query(creation);
    }
    const database = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (database.rowCount === 0) await client.query(`create database ${DATABASE} owner evenhand_owner`);
    await client.query(`revoke all on database ${DATABASE} from public`);
    await client.query(`grant connect on database ${DATABASE} to evenhand_app, evenhand_read`);
  } finally {
    await client.end();
  }
}

/** The URL with which a role reaches a database of the server on this machine. */
export function urlOf(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
}

/** Parameters do not exist in these statements; the passwords are base64url and need no escaping. */
function roleCreations(passwords: Secrets['passwords']): Record<string, string> {
  return {
    evenhand_owner: `create role evenhand_owner login createrole password '${passwords.evenhand_owner}'`,
    evenhand_app: 'create role evenhand_app nologin admin evenhand_owner',
    evenhand_read: 'create role evenhand_read nologin admin evenhand_owner',
    evenhand_serve: `create role evenhand_serve login password '${passwords.evenhand_serve}' in role evenhand_app`,
  };
}
