// What every page is drawn with: who looks, in which language, at what time. Made once per request; no data of a page here.
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Actor } from '../shared/actor.ts';
import type { AppEnv } from '../shared/app-env.ts';
import type { Assets } from './assets.ts';
import { asLanguage, COPY, type Copy, type Language } from './copy/copy.ts';
import type { WebDeps } from './web-deps.ts';

export interface PageContext {
  readonly actor: Actor | undefined;
  readonly language: Language;
  readonly copy: Copy;
  readonly assets: Assets;
  readonly nonce: string;
  readonly now: Date;
  readonly timeZone: string;
  /** Path of the page, for the menu. */
  readonly path: string;
  /** Address of this page in the other language. */
  readonly languageUrl: string;
  /** Open tasks that wait for the actor; shown in the menu. */
  readonly waiting?: number;
}

export const LANGUAGE_COOKIE = 'aix_lang';
export const DEFAULT_TIME_ZONE = 'Asia/Seoul';

/** `?lang=` before the cookie before Korean. */
export function languageOf(c: Context): Language {
  return asLanguage(c.req.query('lang')) ?? asLanguage(getCookie(c, LANGUAGE_COOKIE)) ?? 'ko';
}

export function pageContext(c: Context<AppEnv>, deps: Pick<WebDeps, 'assets' | 'now' | 'timeZone'>, language = languageOf(c)): PageContext {
  const url = new URL(c.req.url);
  url.searchParams.set('lang', language === 'ko' ? 'en' : 'ko');
  return {
    actor: c.get('actor'),
    language,
    copy: COPY[language],
    assets: deps.assets,
    nonce: c.get('nonce') ?? '',
    now: deps.now(),
    timeZone: deps.timeZone ?? DEFAULT_TIME_ZONE,
    path: url.pathname,
    languageUrl: `${url.pathname}${url.search}`,
  };
}
