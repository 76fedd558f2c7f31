// The corpus leaves the page as one file that opens from disk, with the program in it; and as an archive, to be added again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { addFiles, choose, facetCounts, named, openPage, read, search, waitForArticles, waitForCount, waitForHits } from './support/page.mjs';
import { keepFiles, savedFile } from './support/saving.mjs';
import { dist, sites } from './support/sites.mjs';

const ARTICLES = 2000;
let browser, folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'handing-on-'));
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const WORDS = 'harbour lighthouse pilot ferry storm captain letter winter island engine signal tide market bridge council school river garden window doctor teacher train station music theatre painter kitchen baker butcher carpenter mayor village forest mountain valley meadow horse cattle sheep wool linen cotton silver copper iron glass paper printer'.split(' ');
let seed = 7;
/** Park and Miller's minimal standard generator (1988). */
const next = (below) => {
  seed = (seed * 16807) % 2147483647;
  return seed % below;
};
/** An article as long as those of newspapers are, of words that come as often as words do. */
const article = (n) => {
  const word = () => WORDS[Math.min(next(WORDS.length), next(WORDS.length))] + ['', '', '', 's', 'ing', 'ed'][next(6)] + (next(9) === 0 ? String(next(5000)) : '');
  const sentence = () => `The ${Array.from({ length: 8 + next(12) }, word).join(' ')}.`;
  const paragraph = () => Array.from({ length: 4 }, sentence).join(' ');
  return `Letter number ${n} from the harbour\n\n${paragraph()}\n\n${paragraph()} This was number${n}.\n\n${paragraph()}\n`;
};
const raw = Array.from({ length: ARTICLES }, (_, n) => article(n));

const press = async (page, name, role = 'button') => (await page.waitForSelector(named(role, name))).click();
/** Saves all articles in a format; the file's name and bytes. */
const saved = async (page, format) => {
  await press(page, 'Export');
  await (await page.waitForSelector('dialog label::-p-text(All)')).click();
  await (await page.waitForSelector(`dialog label::-p-text(${format})`)).click();
  await press(page, 'Save file');
  const file = await savedFile(page);
  await page.waitForFunction(() => !document.querySelector('dialog'));
  return file;
};
/** What the sheet says, before it is written, of what will be in the file: texts by their names. */
const announced = async (page, format) => {
  await press(page, 'Export');
  await (await page.waitForSelector('dialog label::-p-text(All)')).click();
  await (await page.waitForSelector(`dialog label::-p-text(${format})`)).click();
  await page.waitForFunction(() => (document.querySelector('dialog .contents dd')?.textContent ?? '…') !== '…');
  const said = await page.$eval('dialog .contents', (list) =>
    Object.fromEntries([...list.querySelectorAll('dt')].map((name) => [name.textContent, name.nextElementSibling.textContent])));
  await press(page, 'Close');
  await page.waitForFunction(() => !document.querySelector('dialog'));
  return said;
};
/** Holds a size as it was said, in megabytes, to the file that was written. */
const holdSize = (said, bytes) => {
  const about = Number(/about ([\d.]+) MB/.exec(said)[1]) * 1e6;
  assert.ok(Math.abs(about - bytes) <= Math.max(0.05 * bytes, 60_000), `${said}, and it is ${bytes} bytes`);
};
const exported = async (page) => (await saved(page, 'JSON lines')).text.split('\n').slice(1).sort().join('\n');
/** Adds what somebody saved of their additions. */
const addTopic = async (page, name, words) => {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ format: 'article-explorer-notebook', version: 1, corrections: {}, topics: [{ name, words }], notes: [] }));
  await press(page, 'Your additions');
  await (await page.waitForSelector('input[aria-label="Open a file"]')).uploadFile(path);
  await page.keyboard.press('Escape');
  while ((await facetCounts(page, 'Topic'))[name] === undefined);
};
const openFile = (path, articles) => openPage(browser, pathToFileURL(path).href, { isFile: true, articles, before: keepFiles });

test('the whole corpus goes into one page, opens from disk without a network, is added to, and goes on', async () => {
  const opened = await sites[0].open();
  const tab = await openPage(browser, opened.address, { before: keepFiles });
  const first = join(folder, 'first.html');
  const second = join(folder, 'second.html');
  let before, sea;
  try {
    const { page } = tab;
    await addFiles(page, raw.map((text, n) => [`letter-${n}.txt`, text]));
    await waitForArticles(page, ARTICLES + 5);
    await addTopic(page, 'Sea', ['ferry', 'tide']);
    sea = (await facetCounts(page, 'Topic')).Sea;
    const said = await announced(page, 'One page, with your additions');
    assert.equal(said.Articles, '2,005');
    assert.equal(said['Topics of your own'], '1');
    assert.equal(said['Notes and highlights'], '0');
    assert.equal((await announced(page, 'One page'))['Your additions'], 'not in the file');
    const { text } = await saved(page, 'One page, with your additions');
    holdSize(said.Size, Buffer.byteLength(text));
    assert.equal((await saved(page, 'One page, with your additions')).text, text, 'twice the same');
    writeFileSync(first, text);
    before = await exported(page);
    const size = Buffer.byteLength(text) - statSync(join(dist, 'article-explorer.html')).size;
    const ofRaw = size / raw.reduce((sum, text) => sum + text.length, 0);
    assert.ok(ofRaw <= 0.6, `${ofRaw} of the text beyond the program`);
    assert.deepEqual(tab.trouble, []);
  } finally {
    await tab.close();
    await opened.close();
  }
  const one = await openFile(first, ARTICLES + 5);
  try {
    const { page } = one;
    assert.equal(await exported(page), before);
    assert.equal((await facetCounts(page, 'Topic')).Sea, sea);
    await search(page, 'number1234');
    await waitForHits(page, 1);
    await read(page);
    await search(page, '');
    await waitForCount(page, (text) => text.includes(String(ARTICLES + 5)));
    await choose(page, 'Language', 'Dutch');
    await waitForHits(page, 1);
    await choose(page, 'Language', 'Dutch');
    await addTopic(page, 'Land', ['meadow', 'sheep']);
    const { text } = await saved(page, 'One page, with your additions');
    assert.equal((await saved(page, 'One page, with your additions')).text, text, 'twice the same');
    writeFileSync(second, text);
    before = await exported(page);
    assert.deepEqual(one.trouble, []);
  } finally {
    await one.close();
  }
  const two = await openFile(second, ARTICLES + 5);
  try {
    assert.equal(await exported(two.page), before);
    const topics = await facetCounts(two.page, 'Topic');
    assert.equal(topics.Sea, sea);
    assert.ok(topics.Land > 0);
    // Without additions nothing of them is in the file.
    const { Size } = await announced(two.page, 'One page');
    const { text } = await saved(two.page, 'One page');
    holdSize(Size, Buffer.byteLength(text));
    assert.ok(!text.includes('meadow'));
  } finally {
    await two.close();
  }
});

test('an archive is added again on another computer, to the byte, whatever the order of files was', async () => {
  const opened = await sites[0].open();
  const some = raw.slice(0, 200).map((text, n) => [`letter-${n}.txt`, text]);
  const archives = [];
  let before;
  for (const files of [some, some.toReversed()]) {
    const tab = await openPage(browser, opened.address, { before: keepFiles });
    try {
      await addFiles(tab.page, files);
      await waitForArticles(tab.page, 205);
      const { Size } = await announced(tab.page, 'Archive');
      archives.push(Buffer.from((await saved(tab.page, 'Archive')).bytes));
      holdSize(Size, archives.at(-1).length);
      before = await exported(tab.page);
    } finally {
      await tab.close();
    }
  }
  assert.ok(archives[0].equals(archives[1]));
  const path = join(folder, 'articles.axa');
  writeFileSync(path, archives[0]);
  const other = await openPage(browser, opened.address, { before: keepFiles });
  try {
    await (await other.page.waitForSelector('input[type=file]:not([webkitdirectory])')).uploadFile(path);
    await waitForArticles(other.page, 205);
    assert.equal(await exported(other.page), before);
    writeFileSync(path, archives[0].subarray(0, archives[0].length - 100));
    await (await other.page.waitForSelector('input[type=file]:not([webkitdirectory])')).uploadFile(path);
    await other.page.waitForFunction(() => /The archive could not be read to its end/.test(document.querySelector('[aria-label=Notices]')?.textContent));
    assert.deepEqual(other.trouble, []);
  } finally {
    await other.close();
    await opened.close();
  }
});
