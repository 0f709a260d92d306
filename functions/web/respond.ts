// Sends a page, and keeps the language that was chosen. The only place that writes HTML into an answer.
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppEnv } from '../shared/app-env.ts';
import { asLanguage, type Language } from './copy/copy.ts';
import { LANGUAGE_COOKIE } from './page-context.ts';

/** Says which key was accepted, under the form's path: the browser's draft keeper reads it. No secret. */
export const SENT_COOKIE = 'aix_sent';

/** `page` is what JSX gives: text by its type, rendered when it is put into a text. */
export async function sendPage(
  c: Context<AppEnv>,
  page: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const chosen = asLanguage(c.req.query('lang'));
  if (chosen !== undefined) keepLanguage(c, chosen);
  const html = await page;
  return c.html(`<!DOCTYPE html>${html}`, status);
}

export function keepLanguage(c: Context<AppEnv>, language: Language): void {
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, LANGUAGE_COOKIE, language, { path: '/', maxAge: 31_536_000, sameSite: 'Lax', httpOnly: true, secure });
}
