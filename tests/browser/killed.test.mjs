// The browser is killed while files are read. What it had said to be there is there the next time, whole, and nothing is half there.
// `KILLS` says how often: three times, unless it says otherwise.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { hasOpened, named, search, waitForCount, waitForHits } from './support/page.mjs';
import { keepFiles, savedFile, withoutFiles } from './support/saving.mjs';
import { sites } from './support/sites.mjs';

const KILLS = Number(process.env.KILLS ?? 3);
const FILES = 1500;
const skip = browserName !== 'chromium' && 'it is killed as a process, with its folder kept';

const WORDS = 'harbour lighthouse pilot ferry storm captain letter winter island engine signal tide'.split(' ');

/** Adds the made-up files; made in the page, for they are many. */
const addFiles = (page) =>
  page.evaluate(
    (files, words) => {
      const transfer = new DataTransfer();
      for (let n = 0; n < files; n += 1) {
        const body = Array.from({ length: 300 }, (_, k) => words[(k * 7 + n * (k % 5)) % words.length]).join(' ');
        transfer.items.add(new File([`Letter number ${n} from the harbour\n\n${body} number${n}.\n`], `letter-${n}.txt`));
      }
      const input = document.querySelector('input[type=file]:not([webkitdirectory])');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    FILES,
    WORDS,
  );

const open = async (browser, address, room = 'files') => {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.setViewport({ width: 1440, height: 900 });
  if (room === 'a database') await withoutFiles(page);
  await keepFiles(page);
  await page.goto(`${address}?ui=en`);
  await hasOpened(page);
  return page;
};

/** Each article of the corpus as a line of JSON, by its path. */
const exported = async (page) => {
  await (await page.waitForSelector(named('button', 'Export'))).click();
  await (await page.waitForSelector(named('button', 'Save file'))).click();
  const lines = (await savedFile(page)).text.trimEnd().split('\n').slice(1);
  return new Map(lines.map((line) => [JSON.parse(line).path, line]));
};

const inCorpus = (page) =>
  page.evaluate(() => {
    const said = [...document.querySelectorAll('[role=status]')].map((status) => status.innerText).join(' ');
    return Math.max(0, ...[...said.replace(/(?<=\d),(?=\d{3})/g, '').matchAll(/\d+/g)].map(([number]) => Number(number)));
  });

/**
 * Waits until the database has written what it was given: its transactions follow each other. Files are written at once, a
 * database a moment later: a browser that is killed in between has what was given to it before.
 */
const isWritten = (page) =>
  page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const { result: database } = opening;
          const [store] = database.objectStoreNames;
          const asked = database.transaction(store).objectStore(store).count();
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            database.close();
            resolve();
          };
        };
      });
    }
  });

let opened, expected;
const folders = [];
before(async () => {
  if (skip) return;
  opened = await sites[0].open();
  const browser = await launch();
  const page = await open(browser, opened.address);
  await addFiles(page);
  await waitForCount(page, (text) => text.includes(String(FILES + 5)), 'all articles');
  expected = await exported(page);
  await browser.close();
});
after(async () => {
  await opened?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

for (let kill = 0; kill < KILLS; kill += 1) {
  // Every third time in a browser that has no files for a page.
  const room = kill % 3 === 2 ? 'a database' : 'files';
  test(`killed while it reads, time ${kill + 1}, with ${room} to keep things in`, { skip }, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'killed-'));
    folders.push(folder);
    const first = await launch({ folder });
    const page = await open(first, opened.address, room);
    await addFiles(page);
    await page.waitForFunction(() => document.querySelector('progress'), { polling: 5 });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2500));
    const seen = await inCorpus(page);
    if (room === 'a database') await isWritten(page);
    const ended = new Promise((resolve) => first.process().once('exit', resolve));
    first.process().kill('SIGKILL');
    await ended;

    const second = await launch({ folder });
    try {
      const again = await open(second, opened.address, room);
      const found = await exported(again);
      context.diagnostic(`${seen} articles were seen, ${found.size} of ${FILES + 5} are there`);
      assert.ok(found.size >= seen, `${seen} articles were there before`);
      for (const [path, line] of found) assert.equal(line, expected.get(path), path);
      const last = [...found.keys()].filter((path) => path.startsWith('letter-')).at(-1);
      if (last) {
        await search(again, `number${/\d+/.exec(last)[0]}`);
        await waitForHits(again, 1);
      }
    } finally {
      await second.close();
    }
  });
}
