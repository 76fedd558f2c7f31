// A worker that dies is replaced, the corpus is brought back, and the user is told.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { openPage, results, search, waitForArticles, waitForHits } from './support/page.mjs';
import { sites } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Gives the page so many made-up files that reading them takes a while. */
const addManyFiles = (page, files) =>
  page.evaluate((files) => {
    const transfer = new DataTransfer();
    const words = 'harbour lighthouse pilot ferry storm captain letter winter island engine signal tide'.split(' ');
    for (let n = 0; n < files; n += 1) {
      const body = Array.from({ length: 400 }, (_, k) => words[(k * 7 + n * (k % 5)) % words.length]).join(' ');
      transfer.items.add(new File([`Letter number ${n}\n\n${body} number${n}.\n`], `letter-${n}.txt`));
    }
    const input = document.querySelector('input[type=file]:not([webkitdirectory])');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, files);

/** Lets the test end a worker as a browser does that runs out of memory: without a word. The first one is the engine's. */
const keepWorkers = (page) =>
  page.evaluateOnNewDocument(() => {
    globalThis.workers = [];
    globalThis.Worker = class extends Worker {
      constructor(...started) {
        super(...started);
        globalThis.workers.push(this);
      }
    };
  });
const endEngine = (page) => page.evaluate(() => globalThis.workers[0].terminate());
const workers = (page) => page.evaluate(() => globalThis.workers.length);

for (const site of sites) {
  describe(site.name, () => {
    let opened;
    before(async () => {
      opened = await site.open();
    });
    after(() => opened?.close());

    test('a worker that is killed in the middle of indexing is replaced and everything is there again', async () => {
      const FILES = 1500;
      const tab = await openPage(browser, opened.address, { isFile: site.isFile, before: keepWorkers });
      try {
        const { page } = tab;
        const begun = await workers(page);
        await addManyFiles(page, FILES);
        // Some are read, most are not: now the worker ends without a word.
        await page.waitForFunction(() => document.querySelector('progress'), { polling: 5 });
        await endEngine(page);
        await waitForArticles(page, FILES + 5);
        await waitForHits(page, FILES + 5);
        assert.match(await page.$eval('body', (body) => body.innerText), /engine stopped/i, 'the user is told');
        await search(page, 'number1499');
        await waitForHits(page, 1);
        assert.equal((await results(page)).length, 1);
        assert.ok((await workers(page)) > begun, 'another worker does the work');
      } finally {
        await tab.close();
      }
    });

    test('a worker that is killed while nobody asks anything is replaced too', async () => {
      const tab = await openPage(browser, opened.address, { isFile: site.isFile, before: keepWorkers });
      try {
        await endEngine(tab.page);
        await tab.page.waitForFunction(() => /engine stopped/i.test(document.body.innerText));
        await search(tab.page, 'Oekraine');
        await waitForHits(tab.page, 1);
      } finally {
        await tab.close();
      }
    });
  });
}
