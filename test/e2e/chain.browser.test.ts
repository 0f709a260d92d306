// The first chain through the pages of a whole local platform: a form on a phone, two people at one decision, the report.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../support/local-platform.ts';
import { openBrowser, openPage } from './sample-site.ts';

const READINGS = ['5.01', '4,99', '5.00', '5.02', '5.15'];

let browser: Browser;
let platform: TestPlatform;
beforeAll(async () => {
  [browser, platform] = [await openBrowser(), await startTestPlatform()];
});
afterAll(async () => {
  await browser?.close();
  await platform?.remove();
});

async function signedIn(user: string, width = 1280): Promise<{ page: Page; complaints: string[] }> {
  const opened = await openPage(browser, platform.url, { width });
  await opened.page.goto(`${platform.url}/sign-in`);
  await opened.page.fill('#user', user);
  await opened.page.fill('#password', `demo-${user}`);
  await opened.page.click('main form >> nth=0 >> button[type=submit]');
  await opened.page.waitForURL((url) => url.pathname === '/');
  return opened;
}

async function submitted(page: Page, lot: string): Promise<string> {
  await page.goto(`${platform.url}/forms/quality/incoming-inspection`);
  await page.fill('[name="/lotNumber"]', lot);
  await page.fill('[name="/lotSize"]', '1,200');
  await page.fill('[name="/defectsFound"]', '1');
  for (const [index, text] of READINGS.entries()) await page.fill(`#f\\/thickness\\.${index}`, text);
  await page.click('.form-foot button');
  await page.waitForURL(/\/runs\//);
  return page.url();
}

describe('incoming inspection', () => {
  it('goes from a form on a phone over a decision to a report, and every page follows by itself', async () => {
    const operator = await signedIn('inspector', 360);
    const run = await submitted(operator.page, 'AB123456');
    await operator.page.waitForSelector('text=결정을 기다립니다');
    const quality = await signedIn('quality');
    await quality.page.click('.list-link:has-text("AB123456")');
    await quality.page.waitForURL(/\/tasks\//);
    expect(await quality.page.textContent('main')).toContain('AI가 쓴 글 (모의 모델)');
    expect(await quality.page.locator('.picture-wide svg').count()).toBe(1);
    await quality.page.click('button[value=reject]');
    await quality.page.waitForSelector('.field-error');
    expect(await quality.page.textContent('.field-error')).toContain('이유');
    await quality.page.fill('#reason', '다시 재니 5.04 mm, 합격');
    await quality.page.click('button[value=approve]');
    await quality.page.waitForURL(run);
    await operator.page.waitForFunction(() => document.querySelector('[data-live]') === null);
    expect(await operator.page.textContent('main')).toContain('다시 재니 5.04 mm, 합격');
    await operator.page.click('a[href^="/reports/"]');
    await operator.page.waitForURL(/\/reports\//);
    expect(await operator.page.frameLocator('iframe').locator('body').textContent()).toContain('AB123456');
    for (const link of await operator.page.locator('a[download]').all()) {
      const response = await operator.page.request.get(platform.url + ((await link.getAttribute('href')) ?? ''));
      expect(response.status()).toBe(200);
      expect((await response.body()).byteLength).toBeGreaterThan(500);
    }
    expect([...operator.complaints, ...quality.complaints]).toEqual([expect.stringContaining('422')]);
  });

  it('takes one of two decisions made at once and tells the other kindly who was first', async () => {
    const operator = await signedIn('inspector');
    await submitted(operator.page, 'AB123457');
    await operator.page.waitForSelector('text=결정을 기다립니다');
    const [one, two] = [await signedIn('quality'), await signedIn('quality')];
    for (const { page } of [one, two]) {
      await page.goto(`${platform.url}/tasks`);
      await page.click('.list-link:has-text("AB123457")');
      await page.waitForURL(/\/tasks\/./);
    }
    await one.page.fill('#reason', '먼저');
    await two.page.fill('#reason', '나중');
    await Promise.all([one.page.click('button[value=approve]'), two.page.click('button[value=reject]')]);
    const ends = await Promise.all(
      [one, two].map(
        async ({ page }) =>
          await Promise.race([
            page.waitForURL(/\/runs\//).then(() => 'applied'),
            page.waitForSelector('text=다른 분이 먼저 결정했습니다').then(() => 'late'),
          ]),
      ),
    );
    expect(ends.sort()).toEqual(['applied', 'late']);
  });

  it('loses nothing when the session ends under the form', async () => {
    const { page } = await signedIn('inspector');
    await page.goto(`${platform.url}/forms/quality/incoming-inspection`);
    await page.fill('[name="/lotNumber"]', 'AB123458');
    await page.context().clearCookies({ name: 'aix.session' });
    await page.click('.form-foot button');
    await page.waitForURL(/\/sign-in/);
    await page.fill('#user', 'inspector');
    await page.fill('#password', 'demo-inspector');
    await page.click('main form >> nth=0 >> button[type=submit]');
    await page.waitForURL(/\/forms\/quality/);
    expect(await page.inputValue('[name="/lotNumber"]')).toBe('AB123458');
  });
});
