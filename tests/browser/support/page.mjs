// The page as its users meet it: by roles and names, and by what it says of itself.
import { browserName, prepare } from './browser.mjs';

// A line of 50 MB takes its time on a busy machine; nothing here waits longer than it must.
const TIMEOUT = 100_000;

/** By role and accessible name, as a screen reader finds it. */
export const named = (role, name) => `::-p-aria([name="${name}"][role="${role}"])`;

/**
 * Opens the page and waits until its articles are read. `before` may prepare the tab first.
 * Everything that the page logs or that goes wrong is collected in `trouble`.
 */
export async function openPage(browser, address, { before, articles = 5, view = '', isFile = false, wait = true } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT);
  await page.setViewport({ width: 1440, height: 900 });
  const trouble = [];
  page.on('console', (message) => {
    if (['error', 'warn', 'warning'].includes(message.type())) trouble.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => trouble.push(`uncaught: ${error.message}`));
  if (browserName === 'chromium' && isFile) await page.setOfflineMode(true);
  await page.evaluateOnNewDocument(() => {
    globalThis.policyReports = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.policyReports.push(`${event.violatedDirective}: ${event.blockedURI}`);
    });
  });
  await prepare(browser, page);
  await before?.(page);
  await page.goto(`${address}?ui=en${view}`);
  if (wait) await waitForArticles(page, articles);
  return { page, trouble, close: () => context.close() };
}

/** Waits until `ingest` has been measured and the count says how many articles there are. */
export async function waitForArticles(page, articles) {
  await page.waitForFunction(
    (articles) => {
      const read = performance.getEntriesByName('ingest').reduce((sum, entry) => sum + entry.detail.articles, 0);
      return read >= articles;
    },
    { timeout: TIMEOUT },
    articles,
  );
  await waitForCount(page, (text) => text.includes(String(articles)), `${articles} articles`);
}

/** Adds files, each with its name and what is in it: text, or bytes. */
export const addFiles = (page, files) =>
  page.evaluate(
    (files) => {
      const transfer = new DataTransfer();
      for (const [name, bytes] of files) {
        transfer.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name));
      }
      const input = document.querySelector('input[type=file]:not([webkitdirectory])');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    files.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]),
  );

/** Waits until something is kept. */
export const isKept = (page) =>
  page.waitForFunction(() => /Kept in this browser: [\d.]+ [kM]B/.test(document.body.innerText));

/** Waits until a page that was loaded anew has read what it comes with. */
export const hasOpened = (page) => page.waitForFunction(() => performance.getEntriesByName('ingest').length > 0);

/** The text of the count that screen readers announce. */
export async function count(page) {
  const status = await page.$$eval('[role=status]', (all) => all.map((element) => element.innerText.trim()));
  // Thousands are set apart for readers; the tests compare plain numbers.
  return (status.find((text) => /\d/.test(text)) ?? status.join(' ')).replace(/(?<=\d),(?=\d{3})/g, '');
}

export async function waitForCount(page, holds, what = 'the count') {
  const until = Date.now() + TIMEOUT;
  let last = '';
  while (Date.now() < until) {
    last = await count(page);
    if (holds(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Waited for ${what}; the page says “${last}”.`);
}

/** Waits until the page says that this many articles are found. */
export const waitForHits = (page, hits) =>
  waitForCount(page, (text) => new RegExp(`^${hits}\\b`).test(text), `${hits} found`);

/**
 * Waits until nothing moves any more. An animation may be cancelled by the next one, so this looks
 * at which still run and trusts no promise of theirs.
 */
export const settled = (page) =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime))
      .every((each) => each.playState !== 'running' && !each.pending),
  );

/**
 * Types words into the search box, and waits for the answer to the last key: another search's may say the same number.
 * What is no query, or is the same one, has none, so that this does not wait for long.
 */
export async function search(page, words) {
  const box = await page.waitForSelector(named('searchbox', 'Search articles'));
  const was = await box.evaluate((element) => {
    element.focus();
    element.select();
    return element.value;
  });
  if (words === '' && was === '') return;
  await page.keyboard.type(words.slice(0, -1));
  const asked = await page.evaluate(() => performance.now());
  if (words === '') await page.keyboard.press('Backspace');
  else await page.keyboard.type(words.slice(-1));
  await page.evaluate(async (asked) => {
    const until = asked + 1000;
    const isAnswered = () => performance.getEntriesByName('query').some(({ startTime }) => startTime >= asked);
    while (!isAnswered() && performance.now() < until) await new Promise((done) => setTimeout(done, 5));
    // It is shown once the page has had its turn.
    await new Promise((done) => setTimeout(done));
  }, asked);
}

/** The values of a facet: `{ name, count, checked }`, from the checkboxes' names. */
export async function facet(page, name) {
  const group = await page.waitForSelector(named('group', name));
  return group.$$eval('input[type=checkbox]', (boxes) =>
    boxes.map((box) => {
      const text = box.getAttribute('aria-label') ?? box.labels[0]?.innerText ?? '';
      const plain = text.trim().replace(/(?<=\d),(?=\d{3})/g, '');
      const [, name, count] = /^(.*?)\s*(\d+)$/su.exec(plain) ?? [null, text, null];
      return { name: name.trim(), count: Number(count), checked: box.checked };
    }),
  );
}

/** The counts of a facet by name. */
export async function facetCounts(page, name) {
  return Object.fromEntries((await facet(page, name)).map((value) => [value.name, value.count]));
}

/** Clicks the checkbox of a facet whose accessible name begins with `value`. */
export async function choose(page, facetName, value) {
  const found = (await facet(page, facetName)).find((each) => each.name === value);
  if (!found) throw new Error(`${facetName} has no “${value}”.`);
  const group = await page.waitForSelector(named('group', facetName));
  const box = await group.waitForSelector(named('checkbox', `${value} ${found.count}`));
  await box.click();
}

/** The results: text and marked words of each. */
export async function results(page) {
  const list = await page.waitForSelector(named('list', 'Results'));
  return list.$$eval(':scope > li, :scope > [role=listitem]', (items) =>
    items.map((item) => ({
      text: item.innerText,
      marks: [...item.querySelectorAll('mark')].map((mark) => mark.textContent),
    })),
  );
}

/** Opens the result at `position`, and waits until it can be read. */
export async function read(page, position = 0) {
  const list = await page.waitForSelector(named('list', 'Results'));
  const items = await list.$$(':scope > li, :scope > [role=listitem]');
  const link = await items[position].$('a, button');
  await link.click();
  return page.waitForSelector('article h1');
}

/** Lets the page speak another language, as somebody does who chooses it, also while a sheet lies over the choice. */
export async function speak(page, language) {
  await page.$eval('select.languages', (select, language) => {
    select.value = language;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, language);
  await page.waitForFunction((language) => document.documentElement.lang === language
    && document.querySelector('select.languages').value === language, {}, language);
  // What is shown is said anew in one go.
  await page.waitForFunction((language) => {
    const search = document.querySelector('#search').getAttribute('aria-label');
    return (search === 'Search articles') === (language === 'en');
  }, {}, language);
}
