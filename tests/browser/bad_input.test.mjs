// Files that are wrong are named, with what was done about them, and everything else is there.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { badFiles, writeBadFiles } from './support/bad_input.mjs';
import { launch } from './support/browser.mjs';
import { named, openPage, results, search, waitForArticles, waitForHits } from './support/page.mjs';
import { anywhere, badDist, sites } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** What the page says, does and finds, wherever the files came from. */
async function isTold(tab) {
  const notices = await tab.page.waitForSelector(named('region', 'Notices'));
  const lines = await notices.$$eval('li', (items) => items.map((item) => item.textContent));
  for (const { name, says } of badFiles) {
    const line = lines.find((line) => line.includes(name));
    if (says === null) assert.ok(!line || !/left out/.test(line), `${name} is fine: ${line}`);
    else assert.match(line ?? `nothing about ${name}`, says);
  }
  await search(tab.page, 'ferry bow doors');
  await waitForHits(tab.page, 1);
  await search(tab.page, 'lighthouse keeper');
  await waitForHits(tab.page, 1);
  assert.ok((await results(tab.page))[0].marks.length > 0, 'a line of 50 MB has a snippet with its words marked');
  assert.deepEqual(tab.trouble, []);
}

for (const site of anywhere) {
  test(`${site.name}: of a corpus that came with the page bad files are named, and the rest is there`, async () => {
    assert.ok(existsSync(badDist), `${badDist} is made by: cargo xtask test browser`);
    const opened = await site.open(badDist);
    const tab = await openPage(browser, opened.address, { isFile: site.isFile, articles: 4 });
    try {
      await isTold(tab);
    } finally {
      await tab.close();
      await opened.close();
    }
  });
}

test('of files that are added bad ones are named, and the rest goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
  writeBadFiles(folder);
  const opened = await sites[0].open();
  const tab = await openPage(browser, opened.address);
  try {
    const input = await tab.page.waitForSelector('input[type=file]:not([webkitdirectory])');
    await input.uploadFile(...badFiles.map(({ name }) => join(folder, name)));
    await waitForArticles(tab.page, 9);
    await isTold(tab);
  } finally {
    await tab.close();
    await opened.close();
    rmSync(folder, { recursive: true });
  }
});
