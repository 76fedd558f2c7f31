// Added files are read by several workers: the result does not depend on how many, and one that dies costs one file.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { browserName, launch } from './support/browser.mjs';
import { goodFiles, zip } from './support/formats.mjs';
import { named, openPage, results, search, waitForArticles, waitForHits } from './support/page.mjs';
import { keepFiles, savedFile } from './support/saving.mjs';
import { anywhere } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const PLACES = 'Aalden Borger Cruft Diever Echten Foxel Gees Havelte'.split(' ');
const WORDS = 'harbour lighthouse pilot ferry storm captain letter winter island engine signal tide bridge market'.split(' ');

/** An article of so many words, like no other. */
const article = (number, words = 120) => {
  const place = PLACES[number % PLACES.length];
  const text = Array.from({ length: words }, (_, k) => WORDS[(k * (3 + (number % 5)) + number) % WORDS.length]).join(' ');
  return `News from ${place}, number ${number}\n\n${place}, 4 March 2021 – The ${text} of number${number}.\n\nThe ferry sails at noon, as it does every day of the year, said the harbour master.\n`;
};

/** Small and large files, archives, one twice under two names, and one that cannot be read. */
const files = [
  ...Array.from({ length: 40 }, (_, n) => [`letters/${n}.txt`, Buffer.from(article(n, n % 7 === 0 ? 30_000 : 120))]),
  ['a-copy.txt', Buffer.from(article(3))],
  ['lines.jsonl', Buffer.from(Array.from({ length: 300 }, (_, n) => JSON.stringify({ id: `line-${n}`, text: article(1000 + n) })).join('\n'))],
  ['packed.zip', zip(Array.from({ length: 20 }, (_, n) => [`${n}.txt`, article(2000 + n)]))],
  ['packed.txt.gz', gzipSync(article(3000))],
  ['cut.txt.gz', gzipSync(article(3001)).subarray(0, 60)],
  ...goodFiles.map(([name, bytes]) => [`formats/${name}`, bytes]),
];
// Of the one that is cut, what came before is read.
const ARTICLES = 40 + 300 + 20 + 1 + 1 + goodFiles.reduce((sum, [, , words]) => sum + words.filter((word) => /^[A-Z]/.test(word)).length, 0);

const add = (page, files) =>
  page.evaluate(
    (files) => {
      const all = files.map(([name, text]) => {
        const file = new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], name.split('/').pop());
        // As the browser gives a file of a folder, which a test cannot make.
        return Object.defineProperty(file, 'webkitRelativePath', { value: name });
      });
      const input = document.querySelector('input[type=file]:not([webkitdirectory])');
      Object.defineProperty(input, 'files', { configurable: true, value: all });
      input.dispatchEvent(new Event('change', { bubbles: true }));
      delete input.files;
    },
    files.map(([name, bytes]) => [name, bytes.toString('base64')]),
  );

const withCores = (page, cores) =>
  page.evaluateOnNewDocument((cores) => {
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { get: () => cores });
  }, cores);

/** What the page says of the corpus: its export, some answers in their order, and all notices. */
async function outcome(site, cores, order) {
  const opened = await site.open();
  const tab = await openPage(browser, opened.address, {
    isFile: site.isFile,
    before: async (page) => {
      await withCores(page, cores);
      await keepFiles(page);
    },
  });
  try {
    const workers = new Set();
    tab.page.on('workercreated', (worker) => workers.add(worker));
    await add(tab.page, order);
    await waitForArticles(tab.page, 5 + ARTICLES);
    const lines = await (await tab.page.waitForSelector(named('region', 'Notices'))).$$eval('li', (all) => all.map((li) => li.textContent));
    const answers = [];
    for (const words of ['ferry', 'harbour captain', 'number7', 'Aalden']) {
      const asked = await tab.page.evaluate(() => performance.getEntriesByName('query').length);
      await search(tab.page, words);
      // Answered for half a second, and asked nothing more.
      await tab.page.waitForFunction(
        (asked) => {
          const last = performance.getEntriesByName('query').slice(asked).at(-1);
          return last && performance.now() - last.startTime - last.duration > 500;
        },
        {},
        asked,
      );
      answers.push((await results(tab.page)).map(({ text }) => text));
    }
    await (await tab.page.waitForSelector(named('button', 'Export'))).click();
    await (await tab.page.waitForSelector('dialog label::-p-text(All)')).click();
    await (await tab.page.waitForSelector(named('button', 'Save file'))).click();
    const { text: exported } = await savedFile(tab.page);
    assert.deepEqual(tab.trouble, []);
    return { workers: workers.size, lines, answers, exported };
  } finally {
    await tab.close();
    await opened.close();
  }
}

const LONG = Buffer.from(Array.from({ length: 4000 }, (_, n) => JSON.stringify({ id: `line-${n}`, text: article(n, 400) })).join('\n'));

/** What the list of a region says, opened or not. */
const said = async (page, region) =>
  (await page.waitForSelector(named('region', region))).$$eval('li', (all) => all.map((li) => li.textContent));

for (const site of anywhere) {
  test(`${site.name}: one worker and four give the same corpus, in whatever order files are added`, async () => {
    const one = await outcome(site, 1, files);
    const four = await outcome(site, 4, [...files].reverse());
    assert.deepEqual([one.workers, four.workers], [1, 4]);
    assert.equal(four.exported, one.exported);
    for (const [at, answer] of one.answers.entries()) {
      assert.ok(answer.length > 0);
      assert.equal(four.answers[at].join('\n'), answer.join('\n'));
    }
    assert.deepEqual(four.lines, one.lines);
    // After a line about the export.
    assert.equal(one.exported.trimEnd().split('\n').length, 1 + 5 + ARTICLES);
    assert.ok(one.lines.some((line) => line.includes('letters/3.txt') && /there already/.test(line)), one.lines.join('\n'));
  });

  test(`${site.name}: a worker that dies costs the file it was reading, and all others are there`, { skip: browserName !== 'chromium' && 'a worker is ended over a protocol that only Chromium has' }, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, { isFile: site.isFile, before: (page) => withCores(page, 1) });
    try {
      const before = new Set(tab.page.workers());
      const many = [['a-long-one.jsonl', LONG], ...Array.from({ length: 30 }, (_, n) => [`n${n}.txt`, Buffer.from(article(9000 + n))])];
      await add(tab.page, many);
      await tab.page.waitForFunction(() => Number(document.querySelector('progress')?.value) > 2_000_000, { polling: 5 });
      const importer = tab.page.workers().find((worker) => !before.has(worker));
      await importer.evaluate(() => self.close());
      await tab.page.waitForFunction(() => !document.querySelector('progress'));
      const lines = await said(tab.page, 'Notices');
      assert.equal(lines.filter((line) => line.includes('a-long-one.jsonl') && /stopped at this one/.test(line)).length, 1, lines.join('\n'));
      for (const n of [0, 17, 29]) {
        await search(tab.page, `number${9000 + n}`);
        await waitForHits(tab.page, 1);
      }
      // What it had read of the file is kept.
      await search(tab.page, 'number0');
      await waitForHits(tab.page, 1);
    } finally {
      await tab.close();
      await opened.close();
    }
  });

  test(`${site.name}: reading stands still, goes on and stops when somebody wants it, and a report stays`, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, {
      isFile: site.isFile,
      before: async (page) => {
        await withCores(page, 1);
        await keepFiles(page);
      },
    });
    const click = async (name) => (await tab.page.waitForSelector(named('button', name))).click();
    // Done in the page, for the way there and back may take longer than the reading.
    const clickOnceBeyond = (name, bytes) =>
      tab.page.waitForFunction(
        (name, bytes) => {
          const button = [...document.querySelectorAll('button')].find((button) => button.innerText === name);
          const isTime = button && Number(document.querySelector('progress')?.value) > bytes;
          if (isTime) button.click();
          return isTime;
        },
        { polling: 5 },
        name,
        bytes,
      );
    const value = () => tab.page.$eval('progress', (bar) => Number(bar.value));
    try {
      await add(tab.page, [['a-short-one.txt', Buffer.from(article(7000))], ['b-copy.txt', Buffer.from(article(7000))], ['c-long-one.jsonl', LONG], ['d-last.txt', Buffer.from(article(7001))]]);
      await clickOnceBeyond('Pause', 1_000_000);
      await new Promise((resolve) => setTimeout(resolve, 500));
      const stood = await value();
      await new Promise((resolve) => setTimeout(resolve, 700));
      assert.equal(await value(), stood, 'nothing is read while reading stands still');
      await click('Go on');
      await clickOnceBeyond('Stop', stood);
      await tab.page.waitForFunction(() => !document.querySelector('progress'));
      assert.ok((await said(tab.page, 'Notices')).some((line) => /Reading was stopped: of 1 file nothing was read/.test(line)));
      await search(tab.page, 'number0');
      await waitForHits(tab.page, 1);
      const rows = await said(tab.page, 'Import report');
      const about = (name) => rows.find((row) => row.startsWith(name)) ?? '';
      assert.match(about('a-short-one.txt'), /1 article(, UTF-8)? ?(Change…)?$/);
      assert.match(about('b-copy.txt'), /0 articles, 1 there already/);
      assert.match(about('c-long-one.jsonl'), /\d+ articles, UTF-8/);
      assert.equal(about('d-last.txt'), '', 'it was not read');
      await tab.page.evaluate(() => document.querySelector('[aria-label="Import report"] details').setAttribute('open', ''));
      await click('Save as CSV');
      const saved = await savedFile(tab.page);
      assert.equal(saved.type, 'text/csv');
      const table = saved.text.trimEnd().split('\r\n');
      assert.equal(table[0], 'file,bytes,articles,duplicates,encodings,notices');
      assert.equal(table.length, 4);
      assert.deepEqual(tab.trouble, []);
    } finally {
      await tab.close();
      await opened.close();
    }
  });
}
