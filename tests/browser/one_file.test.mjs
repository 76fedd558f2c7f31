// A file that was added is read again as somebody chose, and what is in it, or anything else, is taken out of the corpus and put back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { addFiles, count, facetCounts, named, openPage, read, results, search, waitForArticles, waitForCount, waitForHits } from './support/page.mjs';
import { anywhere } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// "Паром вернулся" and so on in windows-1251, which a reader may take for another code page.
const RUSSIAN = 'Паром вернулся на линию\n\nПаром между двумя островами вернулся на линию во вторник, после трёх недель ремонта, сказал капитан.\n';
const cyrillic = Buffer.from([...RUSSIAN].map((c) => {
  const code = c.codePointAt(0);
  if (code < 0x80) return code;
  if (c === 'ё') return 0xb8;
  return code - 0x410 + 0xc0;
}));

// Neither the heads nor the lengths say which of the two long columns is the article.
const first = (n) => `The keeper of lighthouse ${n} wrote down what he saw of ships and storms on every single day of that long winter.`;
const second = (n) => `A remark of archive ${n}: copied from the paper original by hand, and compared with it twice by two people, as is usual.`;
const table = Buffer.from(['k1,k2,k3', ...[1, 2, 3].map((n) => `${n},"${first(n)}","${second(n)}"`)].join('\n'));

const press = async (page, name) => (await page.waitForSelector(named('button', name))).click();

/** Opens the sheet of a file from the report. */
async function open(page, path) {
  await page.$eval('[aria-label="Import report"] details', (details) => { details.open = true; });
  await press(page, `Change “${path}”`);
  await page.waitForSelector('dialog .one-file');
}

for (const site of anywhere) {
  describe(site.name, () => {
    let opened, tab;
    before(async () => {
      opened = await site.open();
      tab = await openPage(browser, opened.address, { isFile: site.isFile });
      await addFiles(tab.page, [['letter.txt', cyrillic], ['table.csv', table]]);
      await waitForArticles(tab.page, 9);
    });
    after(async () => {
      await tab?.close();
      await opened?.close();
    });

    test('its encoding is shown and can be another', async () => {
      const { page } = tab;
      await search(page, 'Паром');
      await waitForHits(page, 1);
      await open(page, 'letter.txt');
      const choice = await page.waitForSelector(named('combobox', 'Encoding'));
      assert.match(await choice.evaluate((select) => select.options[0].textContent), /windows-1251/);
      await choice.select('windows-1252');
      await press(page, 'Read the file again');
      await waitForHits(page, 0);
      await search(page, 'Ïàðîì');
      await waitForHits(page, 1);
      await read(page);
      assert.match(await page.$eval('article h1', (title) => title.textContent), /Ïàðîì/);
      await open(page, 'letter.txt');
      await (await page.waitForSelector(named('combobox', 'Encoding'))).select('windows-1251');
      await press(page, 'Read the file again');
      await waitForHits(page, 0);
      await search(page, 'капитан');
      await waitForHits(page, 1);
      assert.deepEqual(tab.trouble, []);
    });

    test('what the columns of a table hold is shown and can be something else', async () => {
      const { page } = tab;
      await open(page, 'table.csv');
      const column = (name) => page.waitForSelector(named('combobox', name));
      const taken = {};
      for (const name of ['k1', 'k2', 'k3']) taken[name] = await (await column(name)).evaluate((select) => select.value);
      const [text] = Object.keys(taken).filter((name) => taken[name] === 'text');
      const [other, gone] = text === 'k2' ? ['k3', 'keeper'] : ['k2', 'remark'];
      assert.ok(text === 'k2' || text === 'k3', JSON.stringify(taken));
      await (await column(text)).select('');
      await (await column(other)).select('text');
      await press(page, 'Read the file again');
      await search(page, gone);
      await waitForHits(page, 0);
      await search(page, '');
      await waitForHits(page, 9);
    });

    test('what is in it is removed and put back, and so is anything that is picked out', async () => {
      const { page } = tab;
      await open(page, 'table.csv');
      await press(page, 'Remove its articles');
      await waitForHits(page, 6);
      assert.match(await count(page), /6/);
      await press(page, 'Undo');
      await waitForHits(page, 9);
      const title = (await results(page))[0].text.split('\n').find((line) => line.length > 20);
      const boxes = await page.$$('[role=list][aria-label=Results] input.select, ul[aria-label=Results] input.select, ol[aria-label=Results] input.select');
      await boxes[0].click();
      await press(page, 'Remove');
      await waitForHits(page, 8);
      assert.equal((await results(page)).some(({ text }) => text.includes(title)), false);
      const languages = await facetCounts(page, 'Language');
      assert.equal(Object.values(languages).reduce((sum, count) => sum + count, 0), 8);
      await press(page, 'Your additions');
      await press(page, 'Put them back');
      await waitForHits(page, 9);
      await press(page, 'Close');
    });

    test('a file whose articles were removed is there again once it is added again', async () => {
      const { page } = tab;
      await open(page, 'letter.txt');
      await press(page, 'Remove its articles');
      await waitForHits(page, 8);
      await addFiles(page, [['letter.txt', cyrillic]]);
      await waitForHits(page, 9);
      await search(page, 'Паром');
      await waitForHits(page, 1);
      assert.deepEqual(tab.trouble, []);
    });
  });
}
