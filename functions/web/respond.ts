// Sends a page, and keeps the language that was chosen. The only place that writes HTML into an answer.
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppEnv } from '../shared/app-env.ts';
import { asLanguage, type Language } from './copy/copy.ts';
import { LANGUAGE_COOKIE } from './page-context.ts';

export function sendPage(c: Context<AppEnv>, page: Child, status: ContentfulStatusCode = 200): Response | Promise<Response> {
  const chosen = asLanguage(c.req.query('lang'));
  if (chosen !== undefined) keepLanguage(c, chosen);
  return c.html(`<!DOCTYPE html>${String(page)}`, status);
}

export function keepLanguage(c: Context<AppEnv>, language: Language): void {
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, LANGUAGE_COOKIE, language, { path: '/', maxAge: 31_536_000, sameSite: 'Lax', httpOnly: true, secure });
}
