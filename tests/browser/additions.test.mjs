// What people add: labels set by hand, topics of their own, what they save of it and open again.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { choose, facetCounts, named, openPage, read, search, waitForHits } from './support/page.mjs';
import { keepFiles, savedFile } from './support/saving.mjs';
import { anywhere } from './support/sites.mjs';

let browser, folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'additions-'));
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const press = async (page, name, role = 'button') => (await page.waitForSelector(named(role, name))).click();
const until = (page, holds, ...args) => page.waitForFunction(holds, { timeout: 10_000 }, ...args);
/** Waits until a facet counts so many for a value. */
const counts = (page, group, value, count) =>
  until(page, (group, value, count) => {
    const boxes = document.querySelectorAll(`[role=group][aria-label="${group}"] input[type=checkbox]`);
    const found = [...boxes].find((box) => box.getAttribute('aria-label').startsWith(`${value} `));
    return count === 0 ? !found : found?.getAttribute('aria-label') === `${value} ${count}`;
  }, group, value, count);
const closed = (page) => until(page, () => !document.querySelector('dialog'));
/** Empties the field that has the focus and types into it. */
const fill = async (page, words) => {
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.press('Backspace');
  await page.keyboard.type(words);
};
const rowOf = (page, label) =>
  page.evaluate((label) => {
    const row = [...document.querySelectorAll('dl.labels > div')].find((row) => row.querySelector('dt').textContent === label);
    return row.innerText;
  }, label);

for (const site of anywhere) {
  describe(site.name, () => {
    let opened, tab, page;
    before(async () => {
      opened = await site.open();
      tab = await openPage(browser, opened.address, { isFile: site.isFile, before: keepFiles });
      page = tab.page;
    });
    after(async () => {
      assert.deepEqual(tab.trouble, []);
      await tab.close();
      await opened.close();
    });

    test('a label is set with keys alone, counted at once, shown beside what was found, and undone', async () => {
      await search(page, '"Tensions Rise: FSB Chief"');
      await waitForHits(page, 1);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await (await page.waitForSelector(named('button', 'Edit Source'))).focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector(named('form', 'Set by hand: Source'));
      await until(page, () => document.activeElement.localName === 'input');
      await fill(page, 'The Harbour Gazette');
      await page.keyboard.press('Enter');
      await counts(page, 'Source', 'The Harbour Gazette', 1);
      await until(page, () => document.querySelector('.by-hand'));
      assert.match(await rowOf(page, 'Source'), /The Harbour Gazette\s+by hand[\s\S]*Found:/);
      // The focus is where it was, and not in a field: the key undoes.
      await until(page, () => document.activeElement.getAttribute('aria-label') === 'Edit Source');
      await page.keyboard.down('Control');
      await page.keyboard.press('z');
      await counts(page, 'Source', 'The Harbour Gazette', 0);
      await page.keyboard.up('Control');
      await until(page, () => !document.querySelector('.by-hand'));
    });

    test('what is no date is said to be none, and a month is a date', async () => {
      if (!(await page.$('article'))) await read(page);
      await press(page, 'Edit Date');
      await until(page, () => document.activeElement.getAttribute('aria-label') === 'Date');
      await fill(page, '25 January');
      await page.keyboard.press('Enter');
      await page.waitForSelector('[role=alert]::-p-text(is no date)');
      await fill(page, '2022-01');
      await page.keyboard.press('Enter');
      await until(page, () => document.querySelector('.by-hand'));
      assert.match(await rowOf(page, 'Date'), /January 2022\s+by hand/);
      assert.equal(await page.$('[role=alert]'), null);
    });

    test('a title, a language and topics are set and taken back', async () => {
      await press(page, 'Edit Title');
      await until(page, () => document.activeElement.getAttribute('aria-label') === 'Title');
      await fill(page, 'A quiet day at the harbour');
      await page.keyboard.press('Enter');
      await page.waitForSelector('article h1::-p-text(A quiet day at the harbour)');
      await search(page, 'title:"quiet day"');
      await waitForHits(page, 1);
      await press(page, 'Edit Title');
      await press(page, 'Back to what was found');
      await waitForHits(page, 0);
      await search(page, '"Tensions Rise: FSB Chief"');
      await waitForHits(page, 1);
      await press(page, 'Edit Language');
      await (await page.waitForSelector(named('combobox', 'Language'))).select('nl');
      await press(page, 'Set');
      await page.waitForSelector('article[lang=nl]');
      await press(page, 'Edit Topics');
      for (const chip of await page.$$('ul[aria-label="Chosen topics"] button')) await chip.click().catch(() => {});
      const others = await page.waitForSelector(named('combobox', 'Add a topic'));
      assert.equal(await others.evaluate((list) => list.selectedOptions[0]?.label), 'Add a topic…');
      await others.select('medtop:17000000');
      await press(page, 'Set');
      await counts(page, 'Topic', 'Weather', 1);
    });

    test('a label is set for all that is selected', async () => {
      await search(page, '');
      await waitForHits(page, 5);
      await press(page, 'Select all articles found', 'checkbox');
      await press(page, 'Set a label');
      await page.waitForSelector(named('dialog', 'Set a label of 5 articles'));
      await (await page.waitForSelector(named('combobox', 'Label'))).select('Source');
      await page.waitForSelector(named('form', 'Set by hand: Source'));
      await (await page.waitForSelector('dialog[open] input[aria-label=Source]')).focus();
      await fill(page, 'One archive');
      await page.keyboard.press('Enter');
      await closed(page);
      await counts(page, 'Source', 'One archive', 5);
      await until(page, () => document.activeElement.textContent === 'Set a label');
      await press(page, 'Undo');
      await counts(page, 'Source', 'One archive', 0);
      await press(page, 'Clear selection');
    });

    test('a topic of one’s own is made, counted, filtered by, explained, changed and removed', async () => {
      await press(page, 'New topic of your own');
      await page.waitForSelector(named('dialog', 'New topic of your own'));
      await (await page.waitForSelector('dialog[open] input')).focus();
      await page.keyboard.type('Pretexts');
      await (await page.waitForSelector('dialog[open] textarea')).focus();
      await page.keyboard.type('false flag');
      await press(page, 'Save');
      await closed(page);
      await counts(page, 'Topic', 'Pretexts', 2);
      await choose(page, 'Topic', 'Pretexts');
      await waitForHits(page, 2);
      if (await page.$('article')) await press(page, 'Close');
      await read(page);
      await press(page, 'Why? Topics');
      await page.waitForSelector('.explanation::-p-text(Words that you gave for this topic occur)');
      await until(page, () =>
        [...document.querySelectorAll('article .body .evidence')].some((each) => /false[ -]flag/i.test(each.textContent)));
      await press(page, 'Change “Pretexts”');
      await (await page.waitForSelector('dialog[open] textarea')).focus();
      await fill(page, 'zeppelinhangar');
      await press(page, 'Save');
      await closed(page);
      await waitForHits(page, 0);
      await press(page, 'Change “Pretexts”');
      await press(page, 'Remove');
      await closed(page);
      await press(page, 'Clear all');
      await waitForHits(page, 5);
    });

    test('a note is written on selected words, marked, listed, found again when the text changes, and removed', async () => {
      await search(page, '"Tensions Rise: FSB Chief"');
      await waitForHits(page, 1);
      if (await page.$('article')) await press(page, 'Close');
      await read(page);
      const chosen = await page.evaluate(() => {
        const paragraph = document.querySelector('article .body p:not(.gone)');
        const text = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
        getSelection().setBaseAndExtent(text, 4, text, 24);
        return text.data.slice(4, 24).trim();
      });
      await page.keyboard.press('m');
      await page.waitForSelector(named('dialog', 'Note'));
      assert.equal(await page.$eval('dialog blockquote', (quote) => quote.textContent), chosen);
      await (await page.waitForSelector('dialog[open] textarea')).focus();
      await page.keyboard.type('Who says so?');
      await press(page, 'Save');
      await closed(page);
      await until(page, (chosen) => document.querySelector('article .body .noted')?.textContent === chosen, chosen);
      const listed = await page.waitForSelector(named('region', 'Notes'));
      assert.match(await listed.evaluate((list) => list.innerText), /Who says so\?/);
      await press(page, 'Show what was removed');
      await press(page, 'Put everything back');
      await until(page, (chosen) => document.querySelector('article .is-restored')
        && [...document.querySelectorAll('article .noted')].map((each) => each.textContent).join('') === chosen, chosen);
      await press(page, 'Clean it again');
      await press(page, 'Change the note');
      await (await page.waitForSelector('dialog[open] textarea')).focus();
      await fill(page, 'Nobody.');
      await press(page, 'Save');
      await closed(page);
      await until(page, () => document.querySelector('[aria-label=Notes]')?.innerText.includes('Nobody.'));
      await press(page, 'Your additions');
      await page.waitForSelector(named('list', 'Notes and highlights'));
      await press(page, 'Select the articles with notes');
      await closed(page);
      await until(page, () => document.querySelector('[role=group][aria-label=Selection]')?.innerText.startsWith('1 selected'));
      await press(page, 'Clear selection');
      await press(page, 'Change the note');
      await press(page, 'Remove');
      await until(page, () => !document.querySelector('.noted') && !document.querySelector('[aria-label=Notes]'));
      // It comes back when that is undone, and is saved with the rest below.
      await press(page, 'Undo');
      await until(page, () => document.querySelector('.noted'));
    });

    test('an article is cited, and says which others are like it and by which words', async () => {
      await press(page, 'Cite');
      await page.waitForSelector(named('dialog', 'Cite this article'));
      assert.match(await page.$eval('.citation', (line) => line.textContent), /^“Tensions Rise.*”\. .*2022-01\.$/s);
      await press(page, 'BibTeX');
      const saved = await savedFile(page);
      assert.match(saved.text, /@article\{[^]*date = \{2022-01\}/);
      assert.equal(saved.text.match(/\n@/g).length, 1);
      await press(page, 'Close');
      await closed(page);
      const list = await page.waitForSelector(named('region', 'Similar articles'));
      assert.ok((await list.$$('li')).length > 0);
      await (await list.$('li button')).click();
      await until(page, () => !/^Tensions Rise/.test(document.querySelector('article h1')?.textContent ?? 'Tensions Rise'));
    });

    test('what was added is saved, and a page opened anew takes it in again', async () => {
      await search(page, '');
      await waitForHits(page, 5);
      const before = await facetCounts(page, 'Topic');
      await press(page, 'Your additions');
      await press(page, 'Save as a file');
      const saved = await savedFile(page);
      assert.equal(saved.name, 'notebook.json');
      const document = JSON.parse(saved.text);
      assert.equal(document.format, 'article-explorer-notebook');
      const [correction] = Object.values(document.corrections);
      assert.equal(document.notes[0].body.value, 'Nobody.');
      assert.deepEqual(correction, { date: '2022-01', language: 'nl', topics: ['medtop:17000000'] });
      const path = join(folder, 'notebook.json');
      await writeFile(path, saved.text);
      const other = await openPage(browser, opened.address, { isFile: site.isFile, before: keepFiles });
      try {
        await press(other.page, 'Your additions');
        const input = await other.page.waitForSelector('input[aria-label="Open a file"]');
        await input.uploadFile(path);
        await counts(other.page, 'Topic', 'Weather', 1);
        await press(other.page, 'Save as a file');
        assert.equal((await savedFile(other.page)).text, await readFile(path, 'utf8'));
        await press(other.page, 'Close');
        await closed(other.page);
        assert.deepEqual(await facetCounts(other.page, 'Topic'), before);
        assert.deepEqual(other.trouble, []);
      } finally {
        await other.close();
      }
    });
  });
}
