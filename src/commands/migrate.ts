import { migrate } from '../platform/migrate.ts';
import { type Command, print } from './command.ts';
import { withDatabase } from './database.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database schema up to date',
  usage: `evenhand migrate

  DATABASE_OWNER_URL  the role that owns the schema (DATABASE_URL when not given)`,
  run: async (_args, config) => {
    const { applied } = await withDatabase(config, ({ ownerUrl }) => migrate(ownerUrl));
    print(applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`);
    return 0;
  },
};
