// Several corpora in one browser: each by itself, with a name, and gone when it is deleted.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, prepare } from './support/browser.mjs';
import { addFiles, hasOpened, isKept, named, openPage, results, search, waitForArticles, waitForCount, waitForHits } from './support/page.mjs';
import { sites } from './support/sites.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const press = async (page, name) => (await page.waitForSelector(named('button', name))).click();
const says = (page, text) =>
  page.waitForFunction((text) => document.body.innerText.includes(text), {}, text);
const type = async (page, name, text) => {
  const box = await page.waitForSelector(named('textbox', name));
  await box.evaluate((element) => element.select());
  await box.type(text);
  await page.keyboard.press('Enter');
};

const articles = (subject, count) => Array.from({ length: count }, (_, at) => [
  `${subject}-${at}.txt`,
  `${subject} report number ${at}\n\nThe ${subject} was seen from the harbour on the day after the storm, and ${at + 2} people wrote down what they saw of the ${subject} that morning.\n`,
]);

/** Begins a corpus, which opens it. */
const begin = async (page, name) => {
  await press(page, 'Corpora');
  await Promise.all([page.waitForNavigation(), type(page, 'Name of a new corpus', name)]);
  await hasOpened(page);
  await says(page, name);
};
/** Opens a corpus by its link. */
const go = async (page, name) => {
  await press(page, 'Corpora');
  const link = await page.waitForSelector(named('link', name));
  await Promise.all([page.waitForNavigation(), link.click()]);
  await hasOpened(page);
};
/** Names in the list of corpora. */
const listed = async (page) => {
  await press(page, 'Corpora');
  await page.waitForSelector('.corpora');
  const names = await page.$$eval('.corpora li', (all) =>
    all.map((each) => each.querySelector('input')?.value ?? each.querySelector('a').textContent));
  await page.keyboard.press('Escape');
  return names;
};
/** Folders and databases in which this origin keeps corpora. */
const places = (page) =>
  page.evaluate(async () => {
    const names = [];
    try {
      const root = await navigator.storage.getDirectory();
      for await (const name of (await root.getDirectoryHandle('article-explorer')).keys()) names.push(name);
    } catch { /* None. */ }
    for (const { name } of await indexedDB.databases()) names.push(name);
    return names.sort();
  });

for (const site of sites.filter((site) => !site.isFile)) {
  describe(site.name, () => {
    test('a corpus is begun empty, takes articles, and is apart from the first', async () => {
      const { address, close } = await site.open();
      const tab = await openPage(browser, address);
      const { page } = tab;
      try {
        await addFiles(page, articles('comet', 2));
        await waitForArticles(page, 7);
        await isKept(page);
        assert.deepEqual(await listed(page), ['First corpus']);

        await begin(page, 'Baltic whales');
        await waitForCount(page, (text) => /^(0|no)\b/i.test(text), 'no article');
        assert.match(page.url(), /[?&]kept=[0-9a-f]{8}/);
        await addFiles(page, articles('walrus', 3));
        await waitForHits(page, 3);
        await isKept(page);
        await search(page, 'comet OR kremlin');
        await waitForHits(page, 0);
        await search(page, '');
        await waitForHits(page, 3);
        // The address says it a moment later.
        await page.waitForFunction(() => location.hash === '');

        // It is there again by its address, and the first is as it was.
        await page.reload();
        await hasOpened(page);
        await waitForHits(page, 3);
        await says(page, 'Baltic whales');
        assert.deepEqual(await listed(page), ['First corpus', 'Baltic whales']);
        await go(page, 'First corpus');
        await waitForHits(page, 7);
        assert.doesNotMatch(page.url(), /kept=/);
        await search(page, 'walrus');
        await waitForHits(page, 0);
        assert.deepEqual(tab.trouble, []);
      } finally {
        await tab.close();
        await close();
      }
    });

    test('a corpus gets another name, and the first one gets one too', async () => {
      const { address, close } = await site.open();
      const tab = await openPage(browser, address);
      const { page } = tab;
      try {
        await press(page, 'Corpora');
        await type(page, 'Name of the open corpus', 'Cold War');
        await page.keyboard.press('Escape');
        await page.waitForFunction(() => document.querySelector('header').innerText.includes('Cold War'));
        await begin(page, 'Whales');
        await press(page, 'Corpora');
        await type(page, 'Name of the open corpus', '  Baltic <b>whales</b> ');
        await page.keyboard.press('Escape');
        await page.waitForFunction(() => document.querySelector('header').innerText.includes('Baltic <b>whales</b>'));
        await page.reload();
        await hasOpened(page);
        assert.deepEqual(await listed(page), ['Cold War', 'Baltic <b>whales</b>']);
        assert.deepEqual(tab.trouble, []);
      } finally {
        await tab.close();
        await close();
      }
    });

    test('a corpus that is deleted is gone with its bytes, open or not, and only after a second yes', async () => {
      const { address, close } = await site.open();
      const tab = await openPage(browser, address);
      const { page } = tab;
      const answers = [];
      page.on('dialog', (dialog) => (answers.shift() ? dialog.accept() : dialog.dismiss()));
      try {
        await isNothingElse(page);
        for (const name of ['Whales', 'Comets']) {
          await begin(page, name);
          await addFiles(page, articles(name, 2));
          await waitForHits(page, 2);
          await isKept(page);
        }
        assert.equal((await places(page)).length, 3);
        await press(page, 'Corpora');
        answers.push(false, true);
        await press(page, 'Delete Whales');
        assert.ok(await page.waitForSelector(named('link', 'Whales')));
        await press(page, 'Delete Whales');
        await page.waitForFunction(() => !document.querySelector('.corpora').innerText.includes('Whales'));
        await until(async () => (await places(page)).length === 2);

        answers.push(true);
        const was = page.url();
        await Promise.all([page.waitForNavigation(), press(page, 'Delete Comets')]);
        await hasOpened(page);
        await waitForHits(page, 5);
        await until(async () => (await places(page)).length === 1);
        assert.deepEqual(await listed(page), ['First corpus']);
        // Its old address opens the first, and brings nothing back.
        await page.goto(was);
        await hasOpened(page);
        await waitForHits(page, 5);
        assert.equal((await places(page)).length, 1);
      } finally {
        await tab.close();
        await close();
      }
    });
  });
}

test('two tabs have two corpora at once, and each is kept', async () => {
  const { address, close } = await sites[0].open();
  const tab = await openPage(browser, address);
  const { page } = tab;
  try {
    await begin(page, 'Whales');
    const other = await page.browserContext().newPage();
    await prepare(browser, other);
    await other.setViewport({ width: 1440, height: 900 });
    await other.goto(`${address}?ui=en`);
    await hasOpened(other);
    await addFiles(page, articles('walrus', 2));
    await addFiles(other, articles('comet', 2));
    await waitForHits(page, 2);
    await waitForHits(other, 7);
    await isKept(other);
    await page.bringToFront();
    await isKept(page);
    await other.bringToFront();
    await other.reload();
    await hasOpened(other);
    await waitForHits(other, 7);
    await page.bringToFront();
    await page.reload();
    await hasOpened(page);
    await waitForHits(page, 2);
    assert.match((await results(page))[0].text, /walrus/);
  } finally {
    await tab.close();
    await close();
  }
});

test('from disk there are no corpora to choose from', async () => {
  const { address, close } = await sites.find((site) => site.isFile).open();
  const tab = await openPage(browser, address, { isFile: true });
  try {
    await says(tab.page, 'Nothing is kept.');
    assert.equal(await tab.page.$(named('button', 'Corpora')), null);
  } finally {
    await tab.close();
    await close();
  }
});

async function until(holds) {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`${holds}`);
}

const isNothingElse = async (page) => {
  await hasOpened(page);
  await page.waitForSelector(named('button', 'Corpora'));
  assert.equal((await places(page)).length, 1);
};
