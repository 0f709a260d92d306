// What only a browser can show: accessibility, sizes of targets, nothing wider than the screen, a policy that nothing breaks.
import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REPORT_ID, RUN_ID, TASK_ID } from '../web/fake-world.ts';
import { sampleWorld } from '../web/sample-world.ts';
import { openBrowser, openPage, openSite, type SampleSite } from './sample-site.ts';

const PAGES = {
  home: '/',
  forms: '/forms',
  form: '/forms/quality/incoming-inspection',
  tasks: '/tasks',
  task: `/tasks/${TASK_ID}`,
  runs: '/runs',
  run: `/runs/${RUN_ID}`,
  reports: '/reports',
  report: `/reports/${REPORT_ID}`,
  schedules: '/schedules',
  definitions: '/definitions',
  definition: '/definitions/quality/incoming-inspection',
  audit: '/audit',
  'sign-in': '/sign-in',
  missing: '/nowhere',
} as const;
const SHOTS = 'test/.output/screens';

let browser: Browser;
let site: SampleSite;
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  [browser, site] = [await openBrowser(), await openSite(sampleWorld())];
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Targets that are smaller than 48 px or nearer than 8 px to another; links inside running text are exempt (WCAG 2.5.8). */
async function smallTargets(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type=hidden]), select, textarea, summary')]
      .map((element) => ({
        element,
        box: (element.closest('label.check, label.option') ?? element).getBoundingClientRect(),
        inline: getComputedStyle(element).display === 'inline',
      }))
      .filter(
        ({ element, box, inline }) =>
          box.width > 1 && box.height > 1 && !inline && element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0,
      );
    return shown
      .filter(({ box }) => box.height < 47.5 || box.width < 47.5)
      .map(
        ({ element, box }) =>
          `${element.tagName} ${element.textContent?.trim().slice(0, 20) ?? ''} ${element.getAttribute('name') ?? ''} ${Math.round(box.width)}x${Math.round(box.height)}`,
      );
  });
}

/** Pairs of targets in the page's own part that are nearer than 8 px: for pages that are used with gloves. */
async function crowdedTargets(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const boxes = [
      ...document.querySelectorAll<HTMLElement>(
        'main a[href], main button, main input:not([type=hidden]), main select, main textarea, main summary',
      ),
    ]
      .filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          element.tabIndex >= 0 &&
          getComputedStyle(element).display !== 'inline' &&
          element.closest('.form-foot') === null,
      )
      .map((element) => ({
        name: element.id || (element.textContent ?? '').trim().slice(0, 20),
        box: (element.closest('label.check, label.option') ?? element).getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 1 && box.height > 1);
    return boxes.flatMap((one, index) =>
      boxes.slice(index + 1).flatMap((other) => {
        const across = Math.max(one.box.left, other.box.left) - Math.min(one.box.right, other.box.right);
        const down = Math.max(one.box.top, other.box.top) - Math.min(one.box.bottom, other.box.bottom);
        return Math.max(across, down) < 7.5 ? [`${one.name} / ${other.name}: ${Math.round(Math.max(across, down))}`] : [];
      }),
    );
  });
}
const GLOVED: readonly string[] = ['form', 'task', 'sign-in'];

describe.each(Object.entries(PAGES))('%s', (name, path) => {
  it.each([
    ['ko', 360, 'light'],
    ['en', 1280, 'dark'],
  ] as const)('in %s at %d px, %s: fits, is accessible, has targets for gloves', async (lang, width, colorScheme) => {
    const { page, complaints } = await openPage(browser, site.origin, { lang, width, colorScheme });
    await page.goto(site.origin + path);
    await page.screenshot({ path: `${SHOTS}/${name}-${width}-${lang}-${colorScheme}.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(await smallTargets(page)).toEqual([]);
    if (GLOVED.includes(name)) expect(await crowdedTargets(page)).toEqual([]);
    // The stored report's frame runs no script, axe's neither, and axe would wait for it; the report is looked at where it is made.
    await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));
    const { violations } = await new AxeBuilder({ page: page as never }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    // The stored report of the sample holds a script on purpose; that it is blocked is the point.
    expect(complaints.filter((text) => !/sandboxed|404/.test(text))).toEqual([]);
    await page.context().close();
  });
});
