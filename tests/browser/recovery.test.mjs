// A worker that dies is replaced, the corpus is brought back, and the user is told.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { count, openPage, results, search, waitForArticles, waitForCount, waitForHits } from './support/page.mjs';
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

    test('an importer that stops among many small files loses at most the one it reads, and says which', async () => {
      const FILES = 1500;
      const tab = await openPage(browser, opened.address, { isFile: site.isFile, before: keepWorkers });
      try {
        const { page } = tab;
        await addManyFiles(page, FILES);
        const importers = 2;
        for (let stopped = 0; stopped < importers; stopped += 1) {
          const there = Number(/^[\d,]+/.exec(await count(page))[0].replace(',', ''));
          await waitForCount(page, (text) => parseInt(text, 10) > there + 50, 'some more');
          // It goes as one does that fails: with an error, and whatever it had sent is on its way.
          await page.evaluate((at) => {
            const importer = globalThis.workers.filter((worker) => !worker.gone)[at];
            importer.gone = true;
            importer.terminate();
            importer.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
          }, 1);
        }
        await waitForCount(page, (text) => parseInt(text, 10) >= FILES + 5 - importers, 'nearly all');
        await page.waitForFunction(() => !document.querySelector('progress'));
        const total = Number(/^\d+/.exec(await count(page))[0]);
        // What is not there is named, and nothing is there twice; what was named may have been sent off after all.
        const lost = await page.$$eval('[aria-label=Notices] li', (lines) =>
          lines.map((line) => /letter-(\d+)\.txt.*stopped/s.exec(line.textContent)?.[1]).filter(Boolean).map(Number));
        assert.ok(lost.length <= importers && total <= FILES + 5 && total >= FILES + 5 - lost.length, `${total}, without ${lost}`);
        for (const number of [0, 31, 32, 700, FILES - 1].filter((number) => !lost.includes(number))) {
          await search(page, `number${number}`);
          await waitForHits(page, 1);
        }
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
