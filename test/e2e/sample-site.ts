// The pages over the sample world on a real port, and a real Chromium to look at them.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { appOf, ORIGIN, type World } from '../web/fake-world.ts';

export interface SampleSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** Signed in as `role`, unless the cookie `role` of the browser says another. */
export async function openSite(world: World, role = 'quality-manager'): Promise<SampleSite> {
  const app = appOf(world, { demoUsers: [{ user: 'operator', name: '이작업', role: 'operator', password: 'demo-operator' }] });
  const listener = getRequestListener(async (request) => {
    const url = new URL(request.url);
    const headers = new Headers(request.headers);
    const cookie = headers.get('cookie') ?? '';
    if (!cookie.includes('role=')) headers.set('cookie', `${cookie}; role=${role}`);
    if (headers.has('origin')) headers.set('origin', ORIGIN);
    const body = request.method === 'POST' ? await request.arrayBuffer() : undefined;
    return await app.fetch(
      new Request(`${ORIGIN}${url.pathname}${url.search}`, { method: request.method, headers, body, redirect: 'manual' }),
    );
  });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface View extends BrowserContextOptions {
  readonly lang?: 'ko' | 'en';
  readonly width?: number;
}

/** A page that remembers what its console complained of (CSP reports included). */
export async function openPage(
  browser: Browser,
  origin: string,
  { lang = 'ko', width = 1280, ...options }: View = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  await context.addCookies([{ name: 'aix_lang', value: lang, url: origin }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}
