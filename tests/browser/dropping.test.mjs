// Files and folders that are dropped anywhere on the page are read, under the paths they have.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { openPage, read, search, waitForArticles, waitForHits } from './support/page.mjs';
import { sites } from './support/sites.mjs';

const told = (name) => `${name} came home\n\nThe pilot ${name} came home on Tuesday, and everybody on the quay was glad to see her.\n`;

let browser, folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'dropped-'));
  await writeFile(join(folder, 'alone.txt'), told('Adelheid'));
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Drags the files at these paths over the middle of the page, and lets go. */
async function drop(page, paths) {
  if (browserName !== 'chromium') {
    await dropMadeUp(page, await Promise.all(paths.map(async (path) => [basename(path), await readFile(path, 'utf8')])));
    return;
  }
  const session = await page.createCDPSession();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x: 700, y: 450, data });
    if (type === 'dragOver') await page.waitForSelector('html.is-dropping');
  }
}

/** The same with events made up in the page, where the browser cannot be told to drag. */
async function dropMadeUp(page, files) {
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.evaluate((type, files) => {
      const dataTransfer = new DataTransfer();
      for (const [name, text] of files) dataTransfer.items.add(new File([text], name));
      document.elementFromPoint(700, 450).dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }, type, files);
    if (type === 'dragover') await page.waitForSelector('html.is-dropping');
  }
}

/** Lets a folder fall on the page, made up: one that a test drags is closed where the page is a file. */
const dropFolder = (page, told) =>
  page.evaluate((told) => {
    const file = (fullPath, text) =>
      ({ fullPath, isDirectory: false, file: (done) => done(new File([text], fullPath.split('/').pop())) });
    const folder = (fullPath, entries) => ({
      fullPath,
      isDirectory: true,
      createReader: () => {
        // A reader gives some at a time, and none at the end.
        const rest = [...entries];
        return { readEntries: (done) => done(rest.splice(0, 1)) };
      },
    });
    const closed = { fullPath: '/harbour/closed.txt', isDirectory: false, file: (_, failed) => failed(new Error('closed')) };
    const dropped = folder('/harbour', [
      file('/harbour/first.txt', told[0]),
      closed,
      folder('/harbour/deep', [file('/harbour/deep/second.txt', told[1])]),
    ]);
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    const items = { length: 1, 0: { webkitGetAsEntry: () => dropped } };
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], items, files: [] } });
    document.body.dispatchEvent(event);
    if (!event.defaultPrevented) throw new Error('the browser would leave the page');
  }, told);

for (const site of sites) {
  test(`${site.name}: files and folders that are dropped on the page are read`, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, { isFile: site.isFile });
    try {
      await drop(tab.page, [join(folder, 'alone.txt')]);
      await waitForArticles(tab.page, 6);
      assert.equal(await tab.page.$('html.is-dropping'), null);
      await dropFolder(tab.page, [told('Baukje'), told('Catharijne')]);
      await waitForArticles(tab.page, 8);
      for (const [word, path] of [['Adelheid', 'alone.txt'], ['Baukje', 'harbour/first.txt'], ['Catharijne', 'harbour/deep/second.txt']]) {
        await search(tab.page, word);
        await waitForHits(tab.page, 1);
        await read(tab.page);
        await tab.page.waitForFunction((path) => document.querySelector('.reading').innerText.includes(path), {}, path);
      }
      assert.match(await tab.page.$eval('footer', (foot) => foot.textContent), /harbour\/closed\.txt/);
      assert.deepEqual(tab.trouble, []);
    } finally {
      await tab.close();
      await opened.close();
    }
  });
}

for (const site of sites) {
  test(`${site.name}: a text that is pasted is an article; one that is pasted into a field is not`, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, { isFile: site.isFile });
    const paste = (selector, text) =>
      tab.page.$eval(
        selector,
        (element, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', text);
          // Firefox has names of its own for what is in it.
          element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData, data: text, dataType: 'text/plain' }));
        },
        text,
      );
    try {
      await paste('input[type=search]', told('Berend'));
      await paste('body', 'too short');
      await paste('body', told('Cornelia'));
      await waitForArticles(tab.page, 6);
      await search(tab.page, 'Cornelia');
      await waitForHits(tab.page, 1);
      await search(tab.page, 'Berend');
      await waitForHits(tab.page, 0);
      assert.deepEqual(tab.trouble, []);
    } finally {
      await tab.close();
      await opened.close();
    }
  });
}

test('a corpus that the address names is read in place of the one that the page came with', async () => {
  const lines = ['Dirk', 'Eva'].map((name) => JSON.stringify({ id: name, text: told(name) }));
  const opened = await sites[0].open(undefined, { 'harbour.jsonl': lines.join('\n') });
  const named = await openPage(browser, opened.address, { articles: 2, view: '&corpus=./harbour.jsonl' });
  const elsewhere = await openPage(browser, opened.address, { view: '&corpus=https://example.org/a.jsonl', wait: false });
  try {
    await search(named.page, 'Eva');
    await waitForHits(named.page, 1);
    assert.deepEqual(named.trouble, []);
    await elsewhere.page.waitForFunction(() => /must be a file on the same site/.test(document.body.innerText));
  } finally {
    await named.close();
    await elsewhere.close();
    await opened.close();
  }
});
