// The PostgreSQL schema of better-auth's tables: people and sessions exist before a tenant is known, so they carry no tenant column.
import { pgSchema } from 'drizzle-orm/pg-core';

export const authSchema = pgSchema('auth');
