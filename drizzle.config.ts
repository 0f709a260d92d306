// How `npm run db:generate` turns db/schema into a migration. Applying migrations is db/migrate.ts, never drizzle-kit.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/*.ts',
  out: './db/migrations',
  schemaFilter: ['public', 'auth'],
});
