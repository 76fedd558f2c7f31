// Results as list, lines and table; very many of them; panes that are moved and put away; large type.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { addMany } from './support/many.mjs';
import { named, openPage, waitForHits } from './support/page.mjs';
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
afterEach(async () => {
  assert.deepEqual(tab?.trouble ?? [], []);
});

const until = (holds, ...args) => page.waitForFunction(holds, { timeout: 20_000 }, ...args);
const press = async (role, name) => (await page.waitForSelector(named(role, name))).click();
const view = async (name) => (await page.waitForSelector('select[aria-label=View]')).select(name);

describe('very many results', () => {
  before(async () => {
    tab = await openPage(browser, site.address);
    page = tab.page;
    await addMany(page, 3000);
  });
  after(() => tab.close());

  const nodes = () => page.$eval('#results', (list) => list.querySelectorAll('*').length);
  const positions = () => page.$$eval('#results > li', (items) => items.map((item) => [Number(item.ariaPosInset ?? item.getAttribute('aria-posinset')), item.getAttribute('aria-setsize'), item.innerText !== '']));

  for (const name of ['List', 'Compact']) {
    test(`as ${name.toLowerCase()} only those near the window are nodes, and each says its place`, async () => {
      await view(name);
      await page.$eval('.results', (pane) => pane.scrollTo(0, 0));
      await until(() => document.querySelector('#results > li')?.getAttribute('aria-posinset') === '1');
      for (const share of [0.5, 0.9, 1]) {
        await page.$eval('.results', (pane, share) => pane.scrollTo(0, share * (pane.scrollHeight - pane.clientHeight)), share);
        await until((share) => {
          const pane = document.querySelector('.results').getBoundingClientRect();
          const seen = [...document.querySelectorAll('#results > li')].filter((item) => {
            const { top, bottom } = item.getBoundingClientRect();
            return bottom > pane.top + 200 && top < pane.bottom;
          });
          return seen.length > 3 && seen.every((item) => item.innerText !== '')
            && Number(seen.at(-1).getAttribute('aria-posinset')) >= share * 3005 - 60;
        }, share);
        const there = await positions();
        assert.ok(there.length < 120 && there.every(([, size]) => size === '3005'));
        assert.deepEqual(there.map(([at]) => at), there.map((_, at) => there[0][0] + at), 'in a row');
        assert.ok((await nodes()) < 1500, 'no more nodes for more hits');
      }
      assert.equal((await positions()).at(-1)[0], 3005);
    });
  }

  test('as a table it has the columns that are chosen, and is sorted by its heads', async () => {
    await view('Table');
    await page.waitForSelector('#results thead th');
    const heads = () => page.$$eval('#results thead th', (heads) => heads.map((head) => head.innerText));
    assert.deepEqual((await heads()).slice(1), ['Title', 'Source', 'Date', 'Language']);
    await press('checkbox', 'Authors');
    await press('checkbox', 'Language');
    await until(() => document.querySelectorAll('#results thead th').length === 5);
    assert.deepEqual((await heads()).slice(1), ['Title', 'Source', 'Date', 'Authors']);
    await (await page.waitForSelector('#results thead .cell-date button')).click();
    await until(() => document.querySelector('.cell-date').getAttribute('aria-sort') === 'descending');
    await until(() => /2024/.test(document.querySelector('#results tbody .cell-date')?.innerText));
    await until(() => ['as=table', 'columns=source,date,authors', 'sort='].every((step) => location.hash.includes(step)));
    assert.ok((await page.$$('#results tr')).length < 120);
    await page.goBack();
    await until(() => !document.querySelector('.cell-date').hasAttribute('aria-sort'));
    await page.goForward();
    await until(() => document.querySelector('.cell-date').getAttribute('aria-sort') === 'descending');
    await view('List');
  });

  test('all of them are picked out at once', async () => {
    await press('checkbox', 'Select all articles found');
    await until(() => /^3,005 selected/.test(document.querySelector('[aria-label=Selection]')?.innerText));
    await press('checkbox', 'Deselect all');
  });
});

describe('panes', () => {
  before(async () => {
    tab = await openPage(browser, site.address);
    page = tab.page;
  });
  after(() => tab.close());
  const width = (selector) => page.$eval(selector, (pane) => pane.getBoundingClientRect().width);

  test('are made wider and narrower with keys and with the pointer, and stay so', async () => {
    const before = await width('.filters');
    const line = await page.waitForSelector(named('separator', 'Width of the filters'));
    await line.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await until((before) => document.querySelector('.filters').getBoundingClientRect().width > before + 20, before);
    const box = await (await page.waitForSelector(named('separator', 'Width of the results'))).boundingBox();
    const results = await width('.results');
    await page.mouse.move(box.x, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 80, box.y + 300, { steps: 3 });
    await page.mouse.up();
    await until((results) => Math.abs(document.querySelector('.results').getBoundingClientRect().width - results - 80) < 8, results);
    const wide = await width('.results');
    await page.reload();
    await waitForHits(page, 5);
    assert.ok(Math.abs((await width('.results')) - wide) < 2);
  });

  test('are put away and brought back', async () => {
    await press('button', 'Hide filters');
    await until(() => getComputedStyle(document.querySelector('.filters')).visibility === 'hidden');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'filters-button');
    await press('button', 'Filters');
    await until(() => getComputedStyle(document.querySelector('.filters')).visibility === 'visible');
    await (await page.waitForSelector('#results a')).click();
    await press('button', 'Whole width');
    await until(() => document.querySelector('.reading').getBoundingClientRect().width === innerWidth);
    await press('button', 'Show the results');
    await until(() => document.querySelector('.reading').getBoundingClientRect().width < innerWidth);
    await page.keyboard.press('Escape');
  });

  test('large type is larger everywhere, and stays', async () => {
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
    const before = await size();
    await press('button', 'Large type');
    await until((before) => parseFloat(getComputedStyle(document.body).fontSize) > before * 1.3, before);
    await page.reload();
    await waitForHits(page, 5);
    assert.ok((await size()) > before * 1.3);
    await press('button', 'Large type');
  });
});
