// What keys do, where the focus goes, and what the page does on a phone.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { choose, named, openPage, read, search, waitForHits } from './support/page.mjs';
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

const open = async (options = {}) => {
  tab = await openPage(browser, site.address, options);
  page = tab.page;
};
afterEach(async () => {
  assert.deepEqual(tab?.trouble ?? [], []);
  await tab?.close();
  tab = undefined;
});

/** What has the focus: its tag, and its words. */
const focused = () =>
  page.evaluate(() => {
    const element = document.activeElement;
    return `${element.localName} ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}`;
  });
const until = (holds, ...args) => page.waitForFunction(holds, { timeout: 10_000 }, ...args);
const query = () => page.$eval('input[type=search]', (element) => element.value);
const titles = () => page.$$eval('[aria-label=Results] > li h2', (all) => all.map((each) => each.textContent));
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

describe('with keys alone', () => {
  beforeEach(() => open());

  test('a search is typed, its results walked, one opened and closed again', async () => {
    await press('/');
    await page.keyboard.type('"false flag"');
    await waitForHits(page, 2);
    const [first, second] = await titles();
    await press('Enter');
    assert.equal(await focused(), `a ${first.slice(0, 40)}`);
    await press('j');
    assert.equal(await focused(), `a ${second.slice(0, 40)}`);
    await press('k', 'o');
    await until(() => document.activeElement.localName === 'h1');
    await press('j');
    await until((title) => document.activeElement.localName === 'h1' && document.activeElement.textContent === title, second);
    await press('Escape');
    await until(() => !document.querySelector('article'));
    assert.equal(await focused(), `a ${second.slice(0, 40)}`);
    assert.equal(await query(), '"false flag"');
  });

  test('while somebody types, no key does anything else', async () => {
    await press('/');
    await page.keyboard.type('?jko/n');
    assert.equal(await query(), '?jko/n');
    assert.equal(await page.$('dialog'), null);
    await press('Escape');
    assert.equal(await query(), '?jko/n', 'leaving the box keeps what is in it');
    assert.equal(await focused(), await page.evaluate(() => `body ${document.body.textContent.trim().slice(0, 40)}`));
  });

  test('the sheet of keys opens, takes the keys, and gives the focus back', async () => {
    await press('j', '?');
    await page.waitForSelector(named('dialog', 'Keys and help'));
    await press('j', 'o', '/');
    await press('Escape');
    await until(() => !document.querySelector('dialog'));
    assert.match(await focused(), /^a /);
    assert.equal(await page.$('article'), null);
  });

  test('matches are stepped through, round and round', async () => {
    await search(page, '"false flag"');
    await waitForHits(page, 2);
    await press('Enter', 'o');
    await page.waitForSelector('article h1');
    const place = () => page.$eval('[role=group][aria-label=Matches] span', (element) => element.textContent);
    const [, count] = /(\d+) match/.exec(await place());
    await press('n');
    await until((text) => document.querySelector('[aria-label=Matches]').textContent.includes(text), `match 1 of ${count}`);
    await press('p');
    await until((text) => document.querySelector('[aria-label=Matches]').textContent.includes(text), `match ${count} of ${count}`);
  });
});

describe('reading', () => {
  beforeEach(() => open());

  test('a label says why, and its evidence is shown in the text, also where it was removed', async () => {
    await choose(page, 'Source', 'Globely News');
    await waitForHits(page, 1);
    await read(page);
    await page.$eval('[aria-label="Why? Source"]', (button) => button.click());
    await page.waitForSelector('.explanation');
    assert.match(await page.$eval('.explanation', (element) => element.innerText), /%\)/);
    await page.$eval('.explanation button', (button) => button.click());
    await until(() => {
      const place = document.querySelector('.body .evidence')?.getBoundingClientRect();
      return place && place.top > 0 && place.bottom < innerHeight;
    });
    assert.equal(await page.$eval('.body .evidence', (element) => element.textContent), 'Globely News');
  });

  test('what was removed is struck through in its place, and named', async () => {
    await search(page, '"Cold War"');
    await waitForHits(page, 1);
    await read(page);
    assert.equal(await page.$('article del'), null);
    const toggle = await page.waitForSelector(named('button', 'Show what was removed'));
    await toggle.click();
    await page.waitForSelector('article del');
    assert.equal(await toggle.evaluate((element) => element.getAttribute('aria-pressed')), 'true');
    assert.match(await page.$eval('article del', (element) => element.title), /^removed: /);
    await until(() => location.hash.includes('removed=shown'));
  });

  test('the window is named after the article', async () => {
    await read(page);
    const title = await page.$eval('article h1', (element) => element.textContent);
    await until((title) => document.title.startsWith(title.slice(0, 20)), title);
    await press('Escape');
    await until(() => document.title === 'Article Explorer');
  });
});

test('a link to an article that is not here says so', async () => {
  await open({ view: '#open=0000000000000000', wait: false });
  await until(() => document.querySelector('[aria-label=Reading]')?.innerText.includes('not on this desk'));
});

test('when nothing is found, the filter that stands in the way is named and can be dropped', async () => {
  await open({ view: '#q=Oekra%C3%AFne&lang=en', wait: false });
  await waitForHits(page, 0);
  await page.waitForSelector('.nothing');
  assert.match(await page.$eval('.nothing', (element) => element.innerText), /Oekraïne[^]*language: English/);
  const drop = await page.waitForSelector(named('button', 'Drop language: English'));
  await drop.click();
  await waitForHits(page, 1);
});

test('a theme that was chosen is kept', async () => {
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await open();
  assert.equal(await scheme(), 'light dark');
  await (await page.waitForSelector(named('button', 'Theme: system'))).click();
  await (await page.waitForSelector(named('button', 'Theme: light'))).click();
  await page.waitForSelector(named('button', 'Theme: dark'));
  assert.equal(await scheme(), 'dark');
  await page.reload();
  await page.waitForSelector(named('button', 'Theme: dark'));
  assert.equal(await scheme(), 'dark');
});

describe('on a phone', () => {
  const phone = (width) => open({ before: (page) => page.setViewport({ width, height: 700 }) });

  for (const width of [320, 390, 900]) {
    test(`nothing is wider than ${width} pixels`, async () => {
      await phone(width);
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth
        && [...document.querySelectorAll('.results, .filters, .reading')].every((pane) => pane.scrollWidth <= pane.clientWidth));
      assert.ok(await fits(), 'results');
      await (await page.waitForSelector(named('button', 'Filters'))).click();
      await page.waitForSelector('.filters button');
      assert.ok(await fits(), 'filters');
      await press('Escape');
      await read(page);
      assert.ok(await fits(), 'article');
    });
  }

  test('filters lie over the results and go back to where they came from', async () => {
    await phone(390);
    await (await page.waitForSelector(named('button', 'Filters'))).click();
    await until(() => document.activeElement.id === 'filters');
    await choose(page, 'Language', 'Dutch');
    await (await page.waitForSelector(named('button', 'Show 1 article'))).click();
    await page.waitForSelector(named('button', 'Filters · 1'));
    assert.equal(await focused(), 'button Filters · 1');
  });

  test('an article lies over the results, which keep their place', async () => {
    await phone(390);
    await page.$eval('.results', (pane) => pane.scrollTo(0, 300));
    await read(page, 3);
    await (await page.waitForSelector('.back')).click();
    await until(() => !document.querySelector('article'));
    assert.ok((await page.$eval('.results', (pane) => pane.scrollTop)) >= 250);
  });
});
