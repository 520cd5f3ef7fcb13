import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('../../db/migrations/', import.meta.url);
const groupRoles = ['evenhand_app', 'evenhand_read'] as const;

const checkServer = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ version: number; encoding: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  );
  const found = rows[0];
  if (!found || found.version < 150_000) throw new Error('Evenhand needs PostgreSQL 15 or later.');
  if (found.encoding !== 'UTF8')
    throw new Error(`Evenhand needs a database with encoding UTF8; this one has ${found.encoding}.`);
};

/**
 * The two group roles carry all grants; whoever logs in for the server is a member of evenhand_app. Roles
 * belong to the whole cluster, so another database's migration may have made them a moment ago.
 */
const ensureRoles = async (client: pg.Client): Promise<void> => {
  for (const role of groupRoles) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (rowCount === 0)
      await client.query(`create role ${role} nologin`).catch((error: { code?: string }) => {
        if (error.code !== '42710' && error.code !== '23505') throw error;
      });
  }
  const { rows } = await client.query<{ superuser: boolean }>(
    'select rolsuper as superuser from pg_roles where rolname = current_user',
  );
  if (!rows[0]?.superuser) await client.query(`grant ${groupRoles.join(', ')} to current_user`);
};

/**
 * Brings the schema up to date: plain numbered SQL, forward only, each file in one transaction, one
 * migrator at a time. Refuses a file that changed after it was applied.
 */
export const migrate = async (ownerUrl: string): Promise<{ applied: string[] }> => {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'evenhand migrate' });
  await client.connect().catch((error: Error) => {
    throw new Error(`The database does not answer: ${error.message}.`, { cause: error });
  });
  try {
    await checkServer(client);
    await client.query(`select pg_advisory_lock(hashtextextended('evenhand.migrate', 0))`);
    await ensureRoles(client);
    await client.query(`create table if not exists migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from migration',
    );
    const before = new Map(rows.map((row) => [row.name, row.checksum]));
    const applied: string[] = [];
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
      const text = await readFile(new URL(name, folder), 'utf8');
      const checksum = createHash('sha256').update(text).digest('hex');
      const known = before.get(name);
      if (known !== undefined && known !== checksum)
        throw new Error(`Migration ${name} was changed after it had been applied.`);
      if (known !== undefined) continue;
      await client.query('begin');
      await client.query(text);
      await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum]);
      await client.query('commit');
      applied.push(name);
    }
    return { applied };
  } finally {
    await client.end();
  }
};
