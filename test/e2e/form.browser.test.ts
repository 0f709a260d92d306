// A form in a real browser: with script it warns at once, spreads a pasted column, keeps a draft; without script it works all the same.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../web/fake-world.ts';
import { sampleWorld } from '../web/sample-world.ts';
import { openBrowser, openPage, openSite, type SampleSite } from './sample-site.ts';

const PATH = '/forms/quality/incoming-inspection';
const field = (pointer: string) => `[name="${pointer}"]`;
const cell = (index: number) => `#f\\/thickness\\.${index}`;

let browser: Browser;
let site: SampleSite;
let world: World;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  world = sampleWorld();
  site = await openSite(world, 'operator');
  return async () => await site.close();
});

describe('with script', () => {
  it('says at once how a reading stands to its limits, in words, and saves it all the same', async () => {
    const { page, complaints } = await openPage(browser, site.origin, { width: 360 });
    await page.goto(site.origin + PATH);
    const note = page.locator('#f\\/thickness\\.tolerance');
    await page.fill(cell(0), '5,10');
    expect(await note.textContent()).toContain('규격 안');
    await page.fill(cell(1), '5.11');
    expect(await note.textContent()).toContain('규격을 벗어난 값 1개');
    expect(await page.getAttribute(cell(1), 'data-tolerance')).toBe('out');
    expect(await page.getAttribute(cell(0), 'data-tolerance')).toBe(null);
    for (const [index, text] of ['5', '5', '5'].entries()) await page.fill(cell(index + 2), text);
    await page.fill(field('/lotNumber'), 'AB123456');
    await page.fill(field('/lotSize'), '1200');
    await page.fill(field('/defectsFound'), '0');
    await page.click('.form-foot button');
    await page.waitForURL(/\/runs\//);
    expect(world.submissions[0]?.input.thickness).toEqual([5.1, 5.11, 5, 5, 5]);
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await page.context().close();
  });

  it('spreads a pasted column over the cells, goes on by Enter, makes room at the end', async () => {
    const { page } = await openPage(browser, site.origin);
    await page.goto(site.origin + PATH);
    await page.focus(cell(0));
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text', '5.01\n5.02\n5.03\n5.04\n5.05\n5.06\n5.07');
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    expect(await page.inputValue(cell(6))).toBe('5.07');
    expect(await page.inputValue(field('/thickness'))).toBe('5.01\n5.02\n5.03\n5.04\n5.05\n5.06\n5.07');
    await page.focus(cell(0));
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f/thickness.1');
    await page.focus(cell(6));
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('f/thickness.7');
    await page.context().close();
  });

  it('takes the burst of a keyboard-wedge scanner without sending the form', async () => {
    const { page } = await openPage(browser, site.origin);
    await page.goto(site.origin + PATH);
    await page.focus(field('/lotNumber'));
    await page.keyboard.type('AB123456', { delay: 2 });
    await page.keyboard.press('Enter');
    expect(page.url()).toBe(site.origin + PATH);
    expect(await page.inputValue(field('/lotNumber'))).toBe('AB123456');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('/supplier');
    expect(world.submissions).toEqual([]);
    await page.context().close();
  });

  it('keeps a draft over a reload and drops it once it was sent', async () => {
    const { page } = await openPage(browser, site.origin);
    await page.goto(site.origin + PATH);
    await page.fill(field('/lotNumber'), 'AB123456');
    await page.fill(cell(0), '5.05');
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => (localStorage.getItem(key) ?? '').includes('5.05')));
    await page.reload();
    expect(await page.inputValue(field('/lotNumber'))).toBe('AB123456');
    expect(await page.inputValue(cell(0))).toBe('5.05');
    expect(await page.textContent('#draft-note')).toContain('불러왔습니다');
    for (const index of [1, 2, 3, 4]) await page.fill(cell(index), '5');
    await page.fill(field('/lotSize'), '1200');
    await page.fill(field('/defectsFound'), '0');
    await page.click('.form-foot button');
    await page.waitForURL(/\/runs\//);
    await page.goto(site.origin + PATH);
    expect(await page.inputValue(field('/lotNumber'))).toBe('');
    expect(await page.isVisible('#draft-note')).toBe(false);
    await page.context().close();
  });

  it('is sent once by a double tap', async () => {
    const { page } = await openPage(browser, site.origin);
    await page.goto(site.origin + PATH);
    await page.fill(field('/lotNumber'), 'AB123456');
    await page.fill(field('/lotSize'), '1200');
    await page.fill(field('/defectsFound'), '0');
    for (const index of [0, 1, 2, 3, 4]) await page.fill(cell(index), '5');
    await page.dblclick('.form-foot button');
    await page.waitForURL(/\/runs\//);
    expect(world.submissions).toHaveLength(1);
    await page.context().close();
  });
});

describe.each([true, false])('with script: %s', (javaScriptEnabled) => {
  it('shows every fault at its field, moves there by a link, and changes its language without losing a word', async () => {
    const { page } = await openPage(browser, site.origin, { javaScriptEnabled, width: 360 });
    await page.goto(site.origin + PATH);
    await page.fill(field('/lotNumber'), 'ab1');
    await page.fill(field('/lotSize'), '1e3');
    await page.fill(field('/note'), '반쯤 쓴 메모');
    await page.click('.form-foot button');
    await page.waitForSelector('#form-errors');
    expect(await page.locator('#form-errors a').count()).toBe(4);
    expect(await page.inputValue(field('/lotSize'))).toBe('1e3');
    const described = await page.getAttribute(field('/lotSize'), 'aria-describedby');
    expect(described).toContain('f/lotSize.error');
    await page.click('#form-errors a >> nth=1');
    expect(await page.evaluate(() => decodeURIComponent(location.hash))).toBe('#f/lotSize');
    await page.click('header button[name=_lang]');
    await page.waitForSelector('html[lang=en]');
    expect(await page.inputValue(field('/note'))).toBe('반쯤 쓴 메모');
    expect(await page.inputValue(field('/lotSize'))).toBe('1e3');
    expect(world.submissions).toEqual([]);
    await page.context().close();
  });

  it('can be filled in and sent by keyboard alone', async () => {
    const { page } = await openPage(browser, site.origin, { javaScriptEnabled });
    await page.goto(site.origin + PATH);
    const texts: Record<string, string> = { '/lotNumber': 'AB123456', '/lotSize': '1200', '/defectsFound': '0', '/thickness': '5 5 5 5 5' };
    let cells = 0;
    for (let presses = 0; presses < 80 && page.url() === site.origin + PATH; presses += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => ({
        name: document.activeElement?.getAttribute('name') ?? '',
        id: document.activeElement?.id ?? '',
        submit: document.activeElement?.matches('.form-foot button') ?? false,
      }));
      if (texts[at.name] !== undefined) await page.keyboard.type(texts[at.name] ?? '');
      else if (at.id.startsWith('f/thickness.') && cells < 5) {
        await page.keyboard.type('5');
        cells += 1;
      } else if (at.submit) {
        await page.keyboard.press('Enter');
        await page.waitForURL(/\/runs\//);
      }
    }
    expect(world.submissions[0]?.input).toMatchObject({ lotNumber: 'AB123456', thickness: [5, 5, 5, 5, 5] });
    await page.context().close();
  });
});
