// The frame of every page: head, menu, skip link, language switch. A page gives its title and body; what it is about lives in pages/.
import type { Child } from 'hono/jsx';
import type { BrowserScript } from '../build-assets.ts';
import type { PageContext } from '../page-context.ts';
import { menuFor, type MenuEntry } from '../menu.ts';
import { rolesText } from '../wording.ts';
import { Icon } from './icon.tsx';

export interface PageShellProps {
  readonly page: PageContext;
  readonly title: string;
  readonly children: Child;
  readonly narrow?: boolean;
  /** A page with one thing to do: no bottom tabs. */
  readonly focus?: boolean;
  readonly scripts?: readonly BrowserScript[];
  /** Id of a form that the language switch sends, so that nothing entered is lost. */
  readonly languageForm?: string;
  /** Without script the page reloads itself after so many seconds. */
  readonly refreshSeconds?: number;
}

export function PageShell(props: PageShellProps) {
  const { page } = props;
  const { copy } = page;
  const entries = page.actor === undefined ? [] : menuFor(page.actor, copy, page.path, page.waiting ?? 0);
  return (
    <Document page={page} title={props.title} scripts={props.scripts} refreshSeconds={props.refreshSeconds}>
      <a class="skip" href="#main">
        {copy.skip}
      </a>
      <div class={props.focus === true ? 'app app-focus' : 'app'}>
        <SideBar page={page} entries={entries} languageForm={props.languageForm} />
        <div>
          <header class="top">
            <Brand copy={copy} />
            <div class="top-end">
              <LanguageSwitch page={page} form={props.languageForm} />
            </div>
          </header>
          <main id="main" class={props.narrow === true ? 'page page-narrow' : 'page'} tabindex={-1}>
            {props.children}
          </main>
        </div>
        <BottomTabs page={page} entries={entries} />
      </div>
    </Document>
  );
}

export function Document(props: {
  page: PageContext;
  title: string;
  children: Child;
  scripts?: readonly BrowserScript[];
  refreshSeconds?: number;
}) {
  const { page } = props;
  return (
    <html lang={page.copy.htmlLang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${props.title} · ${page.copy.product}`}</title>
        <link rel="icon" href={page.assets.url('mark.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={page.assets.url('style.css')} />
        {props.refreshSeconds === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
          </noscript>
        )}
        {(props.scripts ?? []).map((name) => (
          <script src={page.assets.url(`${name}.js`)} nonce={page.nonce} defer />
        ))}
      </head>
      <body>{props.children}</body>
    </html>
  );
}

export function Brand({ copy }: { copy: PageContext['copy'] }) {
  return (
    <a class="brand" href="/">
      <svg class="brand-mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
        <rect width="28" height="28" rx="7" />
        <path d="M7 19l5-10 4 7 2-3 3 6" />
      </svg>
      {copy.product}
    </a>
  );
}

export function LanguageSwitch({ page, form }: { page: PageContext; form?: string }) {
  const other = page.language === 'ko' ? 'en' : 'ko';
  const content = (
    <>
      <Icon name="language" />
      <span lang={other}>{page.copy.language}</span>
    </>
  );
  if (form === undefined) {
    return (
      <a class="quiet" href={page.languageUrl} hreflang={other} rel="nofollow">
        {content}
      </a>
    );
  }
  return (
    <button class="quiet" type="submit" form={form} name="_lang" value={other} formnovalidate>
      {content}
    </button>
  );
}

function SideBar({ page, entries, languageForm }: { page: PageContext; entries: readonly MenuEntry[]; languageForm?: string }) {
  const { copy, actor } = page;
  return (
    <nav class="side" aria-label={copy.menu}>
      <Brand copy={copy} />
      {entries.map((entry) => (
        <MenuLink entry={entry} className="side-link" />
      ))}
      <div class="side-foot">
        {actor === undefined ? null : (
          <p class="who muted">
            <strong>{actor.name}</strong>
            {rolesText(actor.roles, copy)}
          </p>
        )}
        <LanguageSwitch page={page} form={languageForm} />
        {actor === undefined ? null : <SignOut copy={copy} className="quiet" />}
      </div>
    </nav>
  );
}

function BottomTabs({ page, entries }: { page: PageContext; entries: readonly MenuEntry[] }) {
  const { copy, actor } = page;
  if (actor === undefined) return null;
  const rest = entries.slice(4);
  return (
    <nav class="bottom" aria-label={copy.menu}>
      {entries.slice(0, 4).map((entry) => (
        <MenuLink entry={entry} />
      ))}
      <details>
        <summary aria-current={rest.some((entry) => entry.current) ? 'true' : undefined}>
          <Icon name="menu" />
          {copy.more}
        </summary>
        <div class="sheet">
          {rest.map((entry) => (
            <MenuLink entry={entry} />
          ))}
          <p class="who muted small">
            <strong>{actor.name}</strong>
            {rolesText(actor.roles, copy)}
          </p>
          <SignOut copy={copy} />
        </div>
      </details>
    </nav>
  );
}

function MenuLink({ entry, className }: { entry: MenuEntry; className?: string }) {
  return (
    <a class={className} href={entry.href} aria-current={entry.current ? 'page' : undefined}>
      <Icon name={entry.icon} />
      <span>{entry.title}</span>
      {entry.count === 0 ? null : <span class="count">{entry.count}</span>}
    </a>
  );
}

function SignOut({ copy, className }: { copy: PageContext['copy']; className?: string }) {
  return (
    <form method="post" action="/sign-out">
      <button class={className} type="submit">
        <Icon name="out" />
        {copy.signOut}
      </button>
    </form>
  );
}
