// Picking out articles and giving stars: by hand, all at once, with keys; what lasts.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { named, openPage, results, search, waitForHits } from './support/page.mjs';
import { dist } from './support/sites.mjs';
import { serve } from './support/server.mjs';

let browser, site, tab, page;
before(async () => {
  browser = await launch();
  site = await serve(dist);
});
after(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  tab = await openPage(browser, site.address);
  page = tab.page;
});
afterEach(async () => {
  assert.deepEqual(tab?.trouble ?? [], []);
  await tab?.close();
});

const until = (holds, ...args) => page.waitForFunction(holds, { timeout: 10_000 }, ...args);
const selected = (words) =>
  until((words) => document.querySelector('[role=group][aria-label=Selection]')?.innerText.startsWith(words), words);
const boxes = () => page.$$('[aria-label=Results] input[type=checkbox]');

test('articles are picked out one by one, and stay so whatever is searched for', async () => {
  assert.equal((await boxes()).length, (await results(page)).length);
  await (await boxes())[1].click();
  await selected('1 selected');
  await search(page, 'zeppelinhangar');
  await waitForHits(page, 0);
  await selected('1 selected');
  await (await page.waitForSelector(named('button', 'Clear selection'))).click();
  await until(() => !document.querySelector('[role=group][aria-label=Selection]'));
});

test('all that is found is picked out at once, and no more than that', async () => {
  await search(page, '"false flag"');
  await waitForHits(page, 2);
  await (await page.waitForSelector(named('checkbox', 'Select all articles found'))).click();
  await selected('2 selected');
  await search(page, '');
  await waitForHits(page, 5);
  assert.deepEqual((await Promise.all((await boxes()).map((box) => box.evaluate((each) => each.checked)))).filter(Boolean).length, 2);
  await (await page.waitForSelector(named('button', 'Select all found'))).click();
  await selected('5 selected');
  await (await page.waitForSelector(named('checkbox', 'Deselect all'))).click();
  await page.waitForSelector(named('checkbox', 'Select all articles found'));
});

test('keys pick out and give stars, and stars are there the next time', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await selected('1 selected');
  await page.keyboard.press('f');
  await until(() => document.querySelectorAll('[aria-label=Results] [aria-pressed=true]').length === 1);
  await page.reload();
  await waitForHits(page, 5);
  await until(() => document.querySelectorAll('[aria-label=Results] [aria-pressed=true]').length === 1);
});
