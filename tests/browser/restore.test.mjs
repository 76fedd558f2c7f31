// What cleaning took out can be put back, by span, by rule and altogether, and the search follows.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { named, openPage, read, search, waitForHits } from './support/page.mjs';
import { sites } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const press = async (page, name) => (await page.waitForSelector(named('button', name))).click();
const body = (page) => page.$eval('article .body', (element) => element.innerText);
const until = (page, holds) => page.waitForFunction(holds, { timeout: 10_000 });
const putBack = (page) => until(page, () => document.querySelector('article .is-restored'));
const allRemoved = (page) => until(page, () => !document.querySelector('article .is-restored'));

for (const site of sites) {
  describe(site.name, () => {
    let opened, tab, page;
    before(async () => {
      opened = await site.open();
      tab = await openPage(browser, opened.address, { isFile: site.isFile });
      page = tab.page;
      await search(page, '"Tensions Rise: FSB Chief"');
      await waitForHits(page, 1);
      await read(page);
      await press(page, 'Show what was removed');
    });
    after(async () => {
      assert.deepEqual(tab.trouble, []);
      await tab.close();
      await opened.close();
    });

    test('a span is put back and taken out again', async () => {
      await press(page, 'Put back into the text: comment bar');
      await putBack(page);
      assert.match(await page.$eval('article .is-restored', (element) => element.innerText), /^Leave a Comment/);
      await press(page, 'Take out again: comment bar');
      await allRemoved(page);
    });

    test('all that one rule removed is put back', async () => {
      await press(page, 'Put back all: section line');
      await putBack(page);
      assert.match(await body(page), /World News/);
      await press(page, 'Clean it again');
      await allRemoved(page);
    });

    test('what is put back is found, and what is removed is not', async () => {
      await press(page, 'Put everything back');
      await putBack(page);
      await search(page, '"leave a comment"');
      await waitForHits(page, 1);
      await press(page, 'Clean it again');
      await until(page, () => /^0\b|nothing/i.test(document.querySelector('[role=status]')?.innerText ?? ''));
    });
  });
}
