// After the first visit the served page opens without a network; an open page says when there is a newer one.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { named, openPage, read, results, search, waitForArticles, waitForHits } from './support/page.mjs';
import { dist } from './support/sites.mjs';
import { serve } from './support/server.mjs';

let browser, folder;
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), 'published-'));
  await cp(dist, folder, { recursive: true });
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** Waits until the service worker of this build has kept all its files. */
const kept = (page) => page.evaluate(async () => { await navigator.serviceWorker.ready; });

for (const prefix of ['/', '/some/sub/path/']) {
  test(`under ${prefix} the page opens without a network after the first visit`, async () => {
    const site = await serve(folder, prefix);
    const tab = await openPage(browser, site.address);
    try {
      await kept(tab.page);
      const closed = site.close();
      site.cut();
      await closed;
      await tab.page.reload();
      await waitForArticles(tab.page, 5);
      await search(tab.page, 'Oekraine');
      await waitForHits(tab.page, 1);
      assert.equal((await results(tab.page)).length, 1);
      await read(tab.page);
      assert.deepEqual(tab.trouble, []);
    } finally {
      await tab.close();
    }
  });
}

test('an open page says that there is a newer version, and becomes it when it is asked to', async () => {
  const site = await serve(folder);
  const tab = await openPage(browser, site.address);
  try {
    const { page } = tab;
    await kept(page);
    const build = async (page) => JSON.parse(await page.$eval('#boot', (boot) => boot.textContent)).build;
    const old = await build(page);
    const next = [...old].reverse().join('');
    for (const name of ['index.html', 'offline.js']) {
      const text = await readFile(join(folder, name), 'utf8');
      await writeFile(join(folder, name), text.replaceAll(old, next));
    }
    // Another tab comes later, and gets the new one at once.
    const other = await page.browserContext().newPage();
    await other.goto(`${site.address}?ui=en`);
    await waitForArticles(other, 5);
    assert.equal(await build(other), next);
    const told = (page) => page.evaluate(() => document.querySelector('.version')?.innerText ?? '');
    while ((await told(page)) === '') await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await told(other), '', 'the newest page is told nothing');
    await other.close();
    const reload = await page.waitForSelector(named('button', 'Reload'));
    await reload.click();
    await page.waitForFunction((next) => document.getElementById('boot')?.textContent.includes(next), {}, next);
    await waitForArticles(page, 5);
  } finally {
    await tab.close();
    await site.close();
  }
});

test('what a browser needs to install the page is there', async () => {
  const site = await serve(folder, '/some/sub/path/');
  const tab = await openPage(browser, site.address);
  try {
    const manifest = await tab.page.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json());
    assert.equal(manifest.start_url, './');
    assert.equal(manifest.display, 'standalone');
    const icon = await tab.page.evaluate(async (src) => (await fetch(src)).headers.get('content-type'), manifest.icons[0].src);
    assert.equal(icon, 'image/svg+xml');
  } finally {
    await tab.close();
    await site.close();
  }
});
