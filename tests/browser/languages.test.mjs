// The page speaks the language of whoever opens it: all of it, from the first line, in numbers and dates too.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { choose, named, openPage, read, search, speak, waitForArticles, waitForCount, waitForHits } from './support/page.mjs';
import { anywhere, dist } from './support/sites.mjs';
import { serve } from './support/server.mjs';

/** A tab whose browser prefers these languages, at an address that names one or none. */
async function visit(browser, site, { prefers = ['en-GB'], ui = '', isFile = false } = {}) {
  const tab = await openPage(browser, site.address, {
    isFile,
    wait: false,
    before: (page) => page.evaluateOnNewDocument((prefers) => {
      Object.defineProperty(Navigator.prototype, 'languages', { get: () => prefers });
    }, prefers),
  });
  await tab.page.goto(site.address + (ui ? `?ui=${ui}` : ''));
  await tab.page.waitForSelector('#search');
  return tab;
}

const spoken = (page) => page.evaluate(() => ({
  lang: document.documentElement.lang,
  dir: document.documentElement.dir,
  search: document.querySelector('#search').getAttribute('aria-label'),
}));
const english = { lang: 'en', dir: 'ltr', search: 'Search articles' };
const dutch = { lang: 'nl', dir: 'ltr', search: 'Artikelen doorzoeken' };
const arabic = { lang: 'ar', dir: 'rtl', search: 'البحث في المقالات' };

for (const { name, open, isFile } of anywhere) {
  describe(name, () => {
    let browser, site;
    before(async () => {
      browser = await launch();
      site = await open(dist);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    for (const [what, options, expected] of [
      ['what the browser prefers', { prefers: ['nl-BE', 'en'] }, dutch],
      ['the first of several that the page speaks', { prefers: ['fi', 'ar-EG', 'nl'] }, arabic],
      ['English where it speaks none of them', { prefers: ['fi', 'ja'] }, english],
      ['what the address says, whatever the browser prefers', { prefers: ['nl'], ui: 'ar' }, arabic],
      ['what the browser prefers where the address says nonsense', { prefers: ['nl'], ui: 'xx' }, dutch],
    ]) {
      test(`it speaks ${what}`, async () => {
        const tab = await visit(browser, site, { ...options, isFile });
        try {
          assert.deepEqual(await spoken(tab.page), expected);
          assert.deepEqual(tab.trouble, []);
        } finally {
          await tab.close();
        }
      });
    }

    test('another language changes the words and nothing else', async () => {
      const tab = await visit(browser, site, { ui: 'en', isFile });
      try {
        const { page } = tab;
        await waitForArticles(page, 5);
        await search(page, 'Kremlin');
        await waitForCount(page, (text) => !/^5\b/.test(text));
        await choose(page, 'Language', 'English');
        await read(page);
        // The address is written once the article is drawn.
        await page.waitForFunction(() => location.hash.includes('open='));
        const before = await page.evaluate(() => [location.hash, document.querySelector('.reading h1').innerText]);
        await speak(page, 'ar');
        assert.deepEqual(await spoken(page), arabic);
        assert.deepEqual(await page.evaluate(() => [location.hash, document.querySelector('.reading h1').innerText]), before);
        assert.equal(await page.$eval('#search', (box) => box.value), 'Kremlin');
        assert.equal(await page.evaluate(() => new URLSearchParams(location.search).get('ui')), 'ar');
        // The article keeps its own direction, what is said of it has that of the page.
        assert.deepEqual(await page.evaluate(() => ['.reading article', '.reading .labels']
          .map((place) => getComputedStyle(document.querySelector(place)).direction)), ['ltr', 'rtl']);
        await speak(page, 'nl');
        assert.deepEqual(await spoken(page), dutch);
        await speak(page, 'en');
        assert.deepEqual(await spoken(page), english);
        await waitForHits(page, Number((await page.$$('#results .hit')).length));
        assert.deepEqual(tab.trouble, []);
      } finally {
        await tab.close();
      }
    });

    if (!isFile) {
      test('the one that was chosen is spoken the next time, unless the address says another', async () => {
        const tab = await visit(browser, site, {});
        try {
          await speak(tab.page, 'nl');
          await tab.page.goto(site.address);
          await tab.page.waitForSelector('#search');
          assert.deepEqual(await spoken(tab.page), dutch);
          await tab.page.goto(`${site.address}?ui=en`);
          await tab.page.waitForSelector('#search');
          assert.deepEqual(await spoken(tab.page), english);
        } finally {
          await tab.close();
        }
      });
    }
  });
}

describe('what is said', () => {
  let browser, site;
  before(async () => {
    browser = await launch();
    site = await serve(dist);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('counts and dates are written as the language writes them', async () => {
    for (const [ui, count, date] of [['en', '5 articles', 'April 2022'], ['nl', '5 artikelen', 'april 2022'], ['ar', /^(5|٥) مقالات$/, 'أبريل']]) {
      const tab = await openPage(browser, site.address, { wait: false });
      try {
        await tab.page.goto(`${site.address}?ui=${ui}`);
        await tab.page.waitForSelector('#results .hit');
        const said = await tab.page.$eval('.strip [role=status]', (status) => status.innerText);
        if (count instanceof RegExp) assert.match(said, count);
        else assert.equal(said, count);
        const line = await tab.page.evaluate(() => new Intl.DateTimeFormat(
          document.documentElement.lang, { month: 'long', year: 'numeric' }).format(new Date(2022, 3, 2)));
        assert.ok(line.includes(date), line);
      } finally {
        await tab.close();
      }
    }
  });

  test('before the program is there the page speaks already, and only one language', async () => {
    const html = await readFile(join(dist, 'index.html'), 'utf8');
    for (const [ui, first] of [['en', 'A reading room'], ['nl', 'Een leeszaal'], ['ar', 'قاعة مطالعة']]) {
      // The program never comes.
      const still = await serve(dist, '/', { 'index.html': html.replace(/<script type="module">/, '<script type="text/later">') });
      const tab = await openPage(browser, still.address, { wait: false });
      try {
        await tab.page.goto(`${still.address}?ui=${ui}`);
        const shown = await tab.page.$eval('#starting', (starting) => starting.innerText.split('\n').filter(Boolean));
        assert.equal(shown.length, 3, shown.join(' | '));
        assert.ok(shown[1].startsWith(first), shown[1]);
      } finally {
        await tab.close();
        await still.close();
      }
    }
  });

  test('a page whose sentences cannot be had says so', async () => {
    const html = (await readFile(join(dist, 'index.html'), 'utf8')).replaceAll('ui-en-', 'ui-gone-');
    const broken = await serve(dist, '/', { 'index.html': html });
    const tab = await openPage(browser, broken.address, { wait: false });
    try {
      const alert = await tab.page.waitForSelector('#cannot-start');
      assert.match(await alert.evaluate((line) => line.innerText), /sentences could not be loaded/);
    } finally {
      await tab.close();
      await broken.close();
    }
  });

  test('the choice is there by its name', async () => {
    const tab = await openPage(browser, site.address);
    try {
      const options = await (await tab.page.waitForSelector(named('combobox', 'Language of the page')))
        .$$eval('option', (options) => options.map(({ value, lang, dir, label }) => [value, lang, dir, label]));
      assert.deepEqual(options, [['en', 'en', 'ltr', 'English'], ['ar', 'ar', 'rtl', 'العربية'], ['nl', 'nl', 'ltr', 'Nederlands']]);
    } finally {
      await tab.close();
    }
  });
});
