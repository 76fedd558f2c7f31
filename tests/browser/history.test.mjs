// Back and Forward step through what somebody did: searches, filters, articles; never through letters.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { choose, openPage, read, search } from './support/page.mjs';
import { anywhere, dist } from './support/sites.mjs';

/** What is looked at: the query, the filters that are set, the article that is open. */
const looked = (page) => page.evaluate(() => ({
  query: document.querySelector('#search').value,
  filters: document.querySelectorAll('#filters input:checked').length,
  isOpen: document.querySelector('.reading article') !== null,
}));

async function comesTo(page, expected) {
  const until = Date.now() + 20_000;
  let last;
  while (Date.now() < until) {
    last = await looked(page);
    if (JSON.stringify(last) === JSON.stringify(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.deepEqual(last, expected);
}

for (const { name, open, isFile } of anywhere) {
  describe(name, () => {
    let browser, site, tab;
    before(async () => {
      browser = await launch();
      site = await open(dist);
      tab = await openPage(browser, site.address, { isFile });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    test('each step back undoes one thing, and each step forward does it again', async () => {
      const { page } = tab;
      const steps = [{ query: '', filters: 0, isOpen: false }];
      const begun = await page.evaluate(() => history.length);
      const done = async (query, filters, isOpen) => {
        steps.push({ query, filters, isOpen });
        await comesTo(page, steps.at(-1));
        // A step is made of what is typed once it rests, and of anything else once it is drawn.
        await page.waitForFunction((query, length) => history.length === length
          && new URLSearchParams(location.hash.slice(1)).get('q') === query, {}, query, begun + steps.length - 1);
      };
      await search(page, 'Kremlin');
      await done('Kremlin', 0, false);
      await choose(page, 'Language', 'English');
      await done('Kremlin', 1, false);
      await read(page);
      await done('Kremlin', 1, true);
      await search(page, 'Russia');
      await done('Russia', 1, true);
      await choose(page, 'Language', 'English');
      await done('Russia', 0, true);
      for (const step of steps.slice(0, -1).reverse()) {
        await page.evaluate(() => history.back());
        await comesTo(page, step);
      }
      for (const step of steps.slice(1)) {
        await page.evaluate(() => history.forward());
        await comesTo(page, step);
      }
      assert.deepEqual(tab.trouble, []);
    });
  });
}
