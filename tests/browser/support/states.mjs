// The main states of the page and how a user comes to them.
import { choose, named, read, search, waitForCount, waitForHits } from './page.mjs';

/** Adds a file that is wrong, so that there is something to say. */
async function addWrongFile(page) {
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([], 'nothing-in-it.txt'));
    const input = document.querySelector('input[type=file]:not([webkitdirectory])');
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await page.waitForFunction(() => document.body.innerText.includes('nothing-in-it.txt')
    || [...document.querySelectorAll('summary, button')].some((each) => /notice|could not|file/i.test(each.innerText)));
}

const phone = { width: 390, height: 844 };

export const states = {
  start: { reach: async () => {} },
  results: {
    reach: async (page) => {
      await search(page, 'Kremlin');
      await waitForCount(page, (text) => !/^5\b/.test(text));
    },
  },
  filtered: {
    reach: async (page) => {
      await choose(page, 'Language', 'English');
      await waitForHits(page, 4);
    },
  },
  'no-hits': {
    reach: async (page) => {
      await search(page, 'zeppelinhangar');
      await waitForHits(page, 0);
    },
  },
  reading: {
    reach: async (page) => {
      await search(page, '"false flag"');
      await waitForHits(page, 2);
      await read(page);
    },
  },
  'error-list': { reach: addWrongFile },
  'start-phone': { ...phone, reach: async () => {} },
  'results-phone': {
    ...phone,
    reach: async (page) => {
      await search(page, '"false flag"');
      await waitForHits(page, 2);
    },
  },
  why: {
    reach: async (page) => {
      await search(page, '"Cold War"');
      await waitForHits(page, 1);
      await read(page);
      await page.$eval('[aria-label="Why? Topics"]', (button) => button.click());
      await (await page.waitForSelector(named('button', 'Show what was removed'))).click();
      await page.waitForSelector('article del');
    },
  },
  help: {
    reach: async (page) => {
      await page.keyboard.press('?');
      await page.waitForSelector('dialog');
    },
  },
  'filters-phone': {
    ...phone,
    reach: async (page) => {
      await (await page.waitForSelector(named('button', 'Filters'))).click();
      await page.waitForSelector('.is-filtering');
    },
  },
  'reading-phone': {
    ...phone,
    reach: async (page) => {
      await read(page);
    },
  },
};
