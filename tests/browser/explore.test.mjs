// The main job: five articles are found, filtered, searched and read, however the page was opened.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import {
  choose, count, facet, facetCounts, named, openPage, read, results, search, waitForCount, waitForHits,
} from './support/page.mjs';
import { anywhere, sites } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// The same steps with the engine in its worker, and on the main thread where no worker can start.
const places = [
  { name: 'with its worker', prepare: undefined },
  {
    name: 'where no worker can start',
    prepare: (page) =>
      page.evaluateOnNewDocument(() => {
        globalThis.Worker = class {
          constructor() {
            throw new Error('workers are forbidden here');
          }
        };
      }),
  },
];

for (const site of sites) {
  for (const place of places.filter(({ prepare }) => !prepare || anywhere.includes(site))) {
    describe(`${site.name}, ${place.name}`, () => {
      let opened, tab;
      before(async () => {
        opened = await site.open();
        tab = await openPage(browser, opened.address, { before: place.prepare, isFile: site.isFile });
      });
      after(async () => {
        await tab?.close();
        await opened?.close();
      });

      test('five articles are there, four English and one Dutch', async () => {
        assert.match(await count(tab.page), /\b5\b/);
        assert.equal((await results(tab.page)).length, 5);
        assert.deepEqual(await facetCounts(tab.page, 'Language'), { English: 4, Dutch: 1 });
        const topics = await facetCounts(tab.page, 'Topic');
        assert.ok(Object.keys(topics).length >= 1, 'topics are listed');
        const sources = await facetCounts(tab.page, 'Source');
        assert.equal(Object.values(sources).reduce((sum, each) => sum + each, 0), 5, 'each article has a source or is unknown');
        assert.ok(sources.unknown >= 1, 'unknown is a value like any other');
      });

      test('choosing Dutch leaves one article; languages keep their counts, sources and topics follow', async () => {
        const sourcesBefore = await facetCounts(tab.page, 'Source');
        await choose(tab.page, 'Language', 'Dutch');
        await waitForHits(tab.page, 1);
        assert.deepEqual(await facetCounts(tab.page, 'Language'), { English: 4, Dutch: 1 });
        const dutch = (await facet(tab.page, 'Language')).find((value) => value.name === 'Dutch');
        assert.ok(dutch.checked);
        const sources = await facetCounts(tab.page, 'Source');
        assert.deepEqual(Object.keys(sources).sort(), Object.keys(sourcesBefore).sort(), 'no value disappears');
        assert.equal(Object.values(sources).reduce((sum, each) => sum + each, 0), 1);
        const topics = await facetCounts(tab.page, 'Topic');
        assert.ok(Math.max(...Object.values(topics)) <= 1, JSON.stringify(topics));
        await choose(tab.page, 'Language', 'Dutch');
        await waitForHits(tab.page, 5);
      });

      for (const words of ['Oekraïne', 'Oekraine', 'oekraine']) {
        test(`“${words}” finds the Dutch article and marks the word as it is written`, async () => {
          await search(tab.page, words);
          await waitForHits(tab.page, 1);
          const [hit] = await results(tab.page);
          assert.match(hit.text, /Dutch|Nederlands/);
          assert.ok(hit.marks.some((mark) => mark === 'Oekraïne'), `marked: ${hit.marks}`);
        });
      }

      test('a phrase finds only articles that have it, words together', async () => {
        await search(tab.page, '"Cold War"');
        await waitForHits(tab.page, 1);
        const [hit] = await results(tab.page);
        assert.match(hit.marks.join(' '), /Cold War/);
        await search(tab.page, '"War Cold"');
        await waitForHits(tab.page, 0);
      });

      test('a search without hits says so and offers a way back', async () => {
        await search(tab.page, 'zeppelinhangar');
        await waitForHits(tab.page, 0);
        assert.match(await tab.page.$eval('body', (body) => body.innerText), /zeppelinhangar/);
        await search(tab.page, '');
        await waitForHits(tab.page, 5);
      });

      test('a word typed wrong finds what was meant, and says so', async () => {
        await search(tab.page, 'Kremiln');
        const meant = await tab.page.waitForSelector('::-p-aria([name="kremlin"][role="button"])');
        assert.match(await tab.page.$eval('body', (body) => body.innerText), /No article has “kremiln” as typed/i);
        await meant.click();
        await waitForCount(tab.page, (text) => /^[1-4]\b/.test(text));
        assert.equal(await tab.page.$eval('input[type=search]', (box) => box.value), 'kremlin');
        await search(tab.page, '');
        await waitForHits(tab.page, 5);
      });

      test('an article opens, cleaned, and shows in place what was removed', async () => {
        await search(tab.page, '"Cold War"');
        await waitForCount(tab.page, (text) => /^1\b/.test(text));
        const heading = await read(tab.page);
        assert.match(await heading.evaluate((element) => element.textContent), /Tensions Rise/);
        const article = () => tab.page.$eval('article', (element) => element.innerText);
        assert.match(await article(), /Cold War/);
        assert.doesNotMatch(await article(), /Leave a Comment/);
        const toggle = await tab.page.waitForSelector('button::-p-text(Show what was removed)');
        await toggle.click();
        await tab.page.waitForFunction(() => document.querySelector('article').innerText.includes('Leave a Comment'));
      });

      test('the address brings the same view back, and Back steps through the views', async () => {
        await search(tab.page, 'Kremlin');
        await waitForCount(tab.page, (text) => !/^1\b/.test(text));
        await tab.page.waitForFunction(() => location.href.includes('Kremlin'));
        await choose(tab.page, 'Language', 'Dutch');
        await waitForHits(tab.page, 1);
        await tab.page.waitForFunction(() => new URLSearchParams(location.hash.slice(1)).get('lang') === 'nl');
        const address = await tab.page.evaluate(() => location.href);
        const copy = await openPage(browser, opened.address, {
          before: place.prepare,
          isFile: site.isFile,
          view: new URL(address).hash,
          wait: false,
        });
        try {
          await waitForHits(copy.page, 1);
          const box = await copy.page.$(named('searchbox', 'Search articles'));
          assert.equal(await box.evaluate((element) => element.value), 'Kremlin');
          const dutch = (await facet(copy.page, 'Language')).find((value) => value.name === 'Dutch');
          assert.ok(dutch.checked, 'the filter is in the address');
        } finally {
          await copy.close();
        }
        await tab.page.goBack();
        await waitForCount(tab.page, (text) => !/^1\b/.test(text), 'more than one again');
        assert.equal((await facet(tab.page, 'Language')).some((value) => value.checked), false);
        await tab.page.goForward();
        await waitForHits(tab.page, 1);
      });

      test('the measures for other programs are there', async () => {
        const [ingest, query] = await tab.page.evaluate(() => [
          performance.getEntriesByName('ingest')[0]?.detail,
          performance.getEntriesByName('query').at(-1)?.detail,
        ]);
        assert.equal(ingest.articles, 5);
        assert.ok(ingest.bytes > 20_000, `${ingest.bytes} bytes`);
        assert.equal(query.hits, 1);
      });

      test('nothing went wrong on the way', async () => {
        assert.deepEqual(tab.trouble, []);
        assert.deepEqual(await tab.page.evaluate(() => globalThis.policyReports), []);
      });
    });
  }
}
