// Files of every format are read in the page; what is wrong with one is said, and costs no other.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { badFiles, goodFiles } from './support/formats.mjs';
import { addFiles, named, openPage, search, waitForArticles, waitForHits } from './support/page.mjs';
import { anywhere } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Each word is in one article; between words all are shown, so that no answer is taken for the next. */
async function eachIsFound(page, words, all) {
  for (const word of words) {
    await search(page, word);
    await waitForHits(page, 1);
    await search(page, '');
    await waitForHits(page, all);
  }
}

const importer = (address) => /importer-[0-9a-f]{16}\.wasm/.test(address);
const pdf = (address) => /pdf-[0-9a-f]{16}\.wasm/.test(address);

for (const site of anywhere) {
  test(`${site.name}: files of every format and encoding are found`, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, { isFile: site.isFile });
    try {
      assert.deepEqual(opened.asked.filter(importer), [], 'who adds nothing does not load what reads it');
      const words = goodFiles.flatMap(([, , words]) => words.filter((word) => /^[A-Z]/.test(word)));
      const [isPdf, others] = [true, false].map((is) => goodFiles.filter(([name]) => /^paper/.test(name) === is));
      await addFiles(tab.page, others);
      await waitForArticles(tab.page, 5 + words.length - isPdf.flatMap(([, , words]) => words).length);
      assert.deepEqual(opened.asked.filter(pdf), [], 'who adds no PDF does not load what reads it');
      await addFiles(tab.page, isPdf);
      await waitForArticles(tab.page, 5 + words.length);
      await eachIsFound(tab.page, goodFiles.flatMap(([, , words]) => words), 5 + words.length);
      if (!site.isFile) for (const part of [importer, pdf]) assert.equal(opened.asked.filter(part).length, 1, 'once, and from its own build');
      assert.deepEqual(tab.trouble, []);
    } finally {
      await tab.close();
      await opened.close();
    }
  });

  test(`${site.name}: archives and tables that are wrong are named, and what can be read of them is read`, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, { isFile: site.isFile });
    try {
      await addFiles(tab.page, [...badFiles, ['good.txt', Buffer.from('The pilot Everhardina went home for good, and nobody on the quay knew why.'), []]]);
      const notices = await tab.page.waitForSelector(named('region', 'Notices'));
      await waitForArticles(tab.page, 5 + 9);
      const lines = await notices.$$eval('li', (items) => items.map((item) => item.textContent));
      for (const [name, , says] of badFiles) {
        assert.ok(lines.some((line) => line.includes(name) && says.test(line)), `${name}: ${says} in ${lines.filter((line) => line.includes(name))}`);
      }
      await eachIsFound(tab.page, ['Xandra', 'Zwaantje', 'Adelheid', 'Baukje', 'Catharijne', 'Dieuwke', 'Everhardina'], 5 + 9);
      assert.deepEqual(tab.trouble, []);
    } finally {
      await tab.close();
      await opened.close();
    }
  });
}
