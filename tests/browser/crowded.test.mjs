// A tab has memory for so many articles: then reading stops, says why, and all that is there goes on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { hasOpened, openPage, search, waitForCount, waitForHits } from './support/page.mjs';
import { sites } from './support/sites.mjs';

const skip = browserName !== 'chromium' && 'only Chromium can be told how much memory a program may have';
// Of 64 kB each.
const PAGES = 2600;
const ARTICLES = 400;

/** Adds so many files of articles with very many words; the same for the same numbers. */
const add = (page, from, to) =>
  page.evaluate(
    ({ from, to, ARTICLES }) => {
      let seed = from + 1;
      const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
      const word = () => `w${(Math.floor(random() ** 3 * 60_000) * 7919 % 1_000_003).toString(36)}`;
      const line = (file, n) => {
        const words = Array.from({ length: 500 }, word).join(' ');
        return `${JSON.stringify({ title: `Letter ${file} ${n}`, text: `${words} number${file}x${n}.` })}\n`;
      };
      const transfer = new DataTransfer();
      for (let file = from; file < to; file += 1) {
        const lines = Array.from({ length: ARTICLES }, (_, n) => line(file, n));
        transfer.items.add(new File(lines, `letters-${String(file).padStart(3, '0')}.jsonl`));
      }
      const input = document.querySelector('input[type=file]:not([webkitdirectory])');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { from, to, ARTICLES },
  );
const runs = (page) => page.evaluate(() => performance.getEntriesByName('ingest').length);
const text = (page) => page.evaluate(() => document.body.textContent);

test('where memory ends, reading stops and says so, and what is there can be searched', { skip }, async () => {
  const browser = await launch({ args: [`--js-flags=--wasm-max-mem-pages=${PAGES}`] });
  const opened = await sites[0].open();
  const tab = await openPage(browser, opened.address);
  const { page } = tab;
  try {
    await add(page, 0, 60);
    while ((await runs(page)) < 2) await new Promise((done) => setTimeout(done, 100));
    const said = await text(page);
    assert.match(said, /This tab has no memory for more articles/);
    const left = Number(/of (\d+) files nothing was read/.exec(said)[1]);
    assert.ok(left > 5 && left < 59, `${left} files were left out`);
    assert.doesNotMatch(said, /started again/, 'the engine lives');
    await search(page, 'number0x3');
    await waitForHits(page, 1);
    await search(page, '');
    await waitForCount(page, (count) => Number.parseInt(count, 10) > ARTICLES);

    // More is not taken in either, and that is said as well.
    await add(page, 60, 64);
    while ((await runs(page)) < 3) await new Promise((done) => setTimeout(done, 100));
    assert.equal((await text(page)).match(/This tab has no memory for more articles/g).length, 2);
    await search(page, 'number1x7');
    await waitForHits(page, 1);

    // It is all there the next time.
    await page.reload();
    await hasOpened(page);
    await search(page, 'number1x7');
    await waitForHits(page, 1);
    assert.deepEqual(tab.trouble, []);
  } finally {
    await browser.close();
    await opened.close();
  }
});
