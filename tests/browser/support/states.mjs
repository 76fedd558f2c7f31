// The main states of the page and how a user comes to them.
import { addMany } from './many.mjs';
import { addFiles, choose, hasOpened, named, read, search, waitForCount, waitForHits } from './page.mjs';

/** Adds a file that is wrong, so that there is something to say. */
async function addWrongFile(page) {
  await addFiles(page, [['nothing-in-it.txt', '']]);
  await page.waitForFunction(() => document.body.innerText.includes('nothing-in-it.txt')
    || [...document.querySelectorAll('summary, button')].some((each) => /notice|could not|file/i.test(each.innerText)));
}

const phone = { width: 390, height: 844 };
const tablet = { width: 1024, height: 768 };
const MANY = 400;

const press = async (page, role, name) => (await page.waitForSelector(named(role, name))).click();
const view = async (page, name) => (await page.waitForSelector('select[aria-label=View]')).select(name);

/** A corpus of some size, with a value excluded and a time chosen. */
async function narrowed(page) {
  await addMany(page, MANY);
  // On a phone the filters lie behind their button.
  const over = await page.$eval('#filters', (filters) => getComputedStyle(filters).display === 'none');
  if (over) await press(page, 'button', 'Filters');
  await (await page.waitForSelector(named('button', 'not Dutch'))).evaluate((button) => button.click());
  if (over) await (await page.waitForSelector('.filters-done')).click();
  await (await page.waitForSelector(named('slider', 'From'))).focus();
  for (let step = 0; step < 14; step++) await page.keyboard.press('ArrowRight');
  await waitForCount(page, (text) => /^2\d\d\b/.test(text));
}

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
  'setting-a-label': {
    reach: async (page) => {
      await read(page);
      await (await page.waitForSelector(named('button', 'Edit Topics'))).click();
      await page.waitForSelector('form.correcting');
    },
  },
  'setting-many': {
    reach: async (page) => {
      await (await page.waitForSelector(named('checkbox', 'Select all articles found'))).click();
      await (await page.waitForSelector(named('button', 'Set a label'))).click();
      await page.waitForSelector('dialog form');
    },
  },
  'own-topic': {
    reach: async (page) => {
      await (await page.waitForSelector(named('button', 'New topic of your own'))).click();
      await page.waitForSelector('dialog[open] textarea');
    },
  },
  export: {
    reach: async (page) => {
      await search(page, 'Kremlin');
      await waitForCount(page, (text) => !/^5\b/.test(text));
      await (await page.waitForSelector(named('button', 'Export'))).click();
      await page.waitForSelector('dialog fieldset');
    },
  },
  'one-page': {
    reach: async (page) => {
      await press(page, 'button', 'Export');
      await (await page.waitForSelector('dialog label::-p-text(One page, with)')).click();
      await page.waitForFunction(() => (document.querySelector('dialog .contents dd')?.textContent ?? '…') !== '…');
    },
  },
  additions: {
    reach: async (page) => {
      await (await page.waitForSelector(named('button', 'Your additions'))).click();
      await page.waitForSelector('dialog dl');
    },
  },
  noting: {
    reach: async (page) => {
      await read(page);
      await page.keyboard.press('m');
      await (await page.waitForSelector('dialog[open] textarea')).type('Compare with the report of that week.');
      await (await page.waitForSelector(named('button', 'Save'))).click();
      await page.waitForSelector('article .noted');
      await page.waitForFunction(() => !document.querySelector('dialog'));
    },
  },
  citing: {
    reach: async (page) => {
      await read(page);
      await (await page.waitForSelector(named('button', 'Cite'))).click();
      await page.waitForSelector('dialog .citation');
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
  corpora: {
    reach: async (page) => {
      // Names of no language that the page speaks.
      for (const name of ['Киты Балтики и встретившие их паромы', '1989–1991']) {
        await press(page, 'button', 'Corpora');
        await (await page.waitForSelector(named('textbox', 'Name of a new corpus'))).type(name);
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        await hasOpened(page);
      }
      await press(page, 'button', 'Corpora');
      await page.waitForSelector('.corpora');
    },
  },
  many: { reach: narrowed },
  'many-tablet': { ...tablet, reach: narrowed },
  'many-phone': { ...phone, reach: narrowed },
  'timeline-table': {
    reach: async (page) => {
      await narrowed(page);
      await press(page, 'button', 'Table');
      await press(page, 'button', 'Closer');
      await press(page, 'checkbox', 'Select all articles found');
      await page.waitForSelector('.selected');
    },
  },
  compact: {
    reach: async (page) => {
      await addMany(page, MANY);
      await view(page, 'Compact');
      await read(page, 3);
    },
  },
  table: {
    reach: async (page) => {
      await addMany(page, MANY);
      await view(page, 'Table');
      // First there are as many rows as are seen, then those about them.
      await page.waitForFunction(() => document.querySelectorAll('#results tr.hit:not(.is-coming)').length > 20);
    },
  },
  'table-phone': {
    ...phone,
    reach: async (page) => {
      await view(page, 'Table');
      await page.waitForSelector('#results thead');
    },
  },
  facets: {
    ...tablet,
    reach: async (page) => {
      await addMany(page, MANY);
      await press(page, 'button', 'Expand all');
      await page.waitForSelector(named('button', 'Collapse all'));
    },
  },
  'filters-phone-many': {
    ...phone,
    reach: async (page) => {
      await narrowed(page);
      await press(page, 'button', 'Filters · 2');
      await page.waitForSelector('.is-filtering');
    },
  },
  'query-mistake': {
    reach: async (page) => {
      await search(page, '(Kremlin date:2022-13');
      await page.waitForSelector('.is-wrong');
    },
  },
  'search-panel': {
    reach: async (page) => {
      await search(page, 'Kremlin');
      await waitForCount(page, (text) => !/^5\b/.test(text));
      await press(page, 'button', 'Keep this search');
      await search(page, '"Cold War"');
      await waitForHits(page, 1);
      await new Promise((resolve) => setTimeout(resolve, 600));
      await search(page, '');
      await page.keyboard.press('Escape');
      await page.keyboard.press('/');
      await page.waitForSelector('[role=group][aria-label="Recent searches"]');
    },
  },
  alone: {
    reach: async (page) => {
      await read(page, 1);
      await press(page, 'button', 'Whole width');
    },
  },
  'large-type': {
    reach: async (page) => {
      await press(page, 'button', 'Large type');
      await read(page);
    },
  },
  'high-contrast': {
    reach: async (page) => {
      for (const theme of ['system', 'light', 'dark']) await press(page, 'button', `Theme: ${theme}`);
      await page.waitForSelector(named('button', 'Theme: high contrast'));
      await choose(page, 'Language', 'English');
      await waitForHits(page, 4);
      await read(page);
    },
  },
};
