// Facets and timeline over a corpus of some size: choosing, excluding, finding in long ones, times.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { addMany } from './support/many.mjs';
import { choose, count, facet, facetCounts, named, openPage, search, waitForCount, waitForHits } from './support/page.mjs';
import { dist } from './support/sites.mjs';
import { serve } from './support/server.mjs';

const MANY = 400;
let browser, site, tab, page;
before(async () => {
  browser = await launch();
  site = await serve(dist);
  tab = await openPage(browser, site.address);
  page = tab.page;
  await addMany(page, MANY);
});
after(async () => {
  await tab?.close();
  await browser?.close();
  await site?.close();
});
beforeEach(async () => {
  await search(page, '');
  await page.evaluate(() => { location.hash = ''; });
  await waitForHits(page, MANY + 5);
});
afterEach(() => assert.deepEqual(tab.trouble.splice(0), []));

const until = (holds, ...args) => page.waitForFunction(holds, { timeout: 10_000 }, ...args);
const press = async (role, name) => (await page.waitForSelector(named(role, name))).click();
const hits = async () => Number(/^\d+/.exec(await count(page))[0]);
const sum = (counts) => Object.values(counts).reduce((sum, each) => sum + each, 0);
const chips = () => page.$$eval('[aria-label="Active filters"] .chip', (all) => all.map((chip) => chip.innerText.replace(/\s*×/, '')));

describe('facets', () => {
  test('languages, sources and files divide the corpus, and unknown is a value', async () => {
    const [languages, files] = [await facetCounts(page, 'Language'), await facetCounts(page, 'File')];
    assert.equal(sum(languages), MANY + 5);
    assert.equal(files['0.jsonl'], MANY);
    await press('button', 'Expand all');
    await until((count) => document.querySelectorAll('[aria-label=Source] [type=checkbox]').length >= count, 13);
    const sources = await facetCounts(page, 'Source');
    assert.equal(sum(sources), MANY + 5);
    assert.ok(sources.unknown >= Math.floor(MANY / 11));
    assert.ok((await facetCounts(page, 'Author')).unknown >= Math.floor(MANY / 7));
    await press('button', 'Collapse all');
  });

  test('a value is excluded, said so above the results, and let in again', async () => {
    const dutch = (await facetCounts(page, 'Language')).Dutch;
    await press('button', 'not Dutch');
    await waitForHits(page, MANY + 5 - dutch);
    assert.deepEqual(await chips(), ['not Dutch']);
    assert.equal((await facetCounts(page, 'Language')).Dutch, dutch, 'its count stays');
    await choose(page, 'Language', 'Dutch');
    await waitForHits(page, dutch);
    assert.deepEqual(await chips(), ['Dutch'], 'chosen and excluded at once is nothing');
    await press('button', 'Clear all');
    await waitForHits(page, MANY + 5);
  });

  test('a long facet is searched, whatever the case and the accents, and sorted by name', async () => {
    const box = await page.waitForSelector(named('searchbox', 'Find in sources'));
    await box.type('kustenbl');
    await until(() => document.querySelectorAll('[aria-label=Source] [type=checkbox]').length === 1);
    assert.deepEqual(Object.keys(await facetCounts(page, 'Source')), ['Küstenblatt']);
    await choose(page, 'Source', 'Küstenblatt');
    await box.evaluate((element) => { element.focus(); element.select(); });
    await page.keyboard.press('Backspace');
    await until(() => document.querySelectorAll('[aria-label=Source] [type=checkbox]').length > 1);
    assert.equal((await facet(page, 'Source'))[0].name, 'Küstenblatt', 'chosen ones come first');
    await press('button', 'Source: sorted by count; change');
    await page.waitForSelector(named('button', 'Source: sorted by name; change'));
    await until(() => {
      const names = [...document.querySelectorAll('[aria-label=Source] .value-name')].slice(1).map((each) => each.textContent);
      return names.length > 3 && names.every((name, at) => at === 0 || name === 'unknown' || names[at - 1] <= name);
    });
    await press('button', 'Source: sorted by name; change');
  });

  test('what empties the list is named, whichever filter it is, and dropped', async () => {
    await search(page, 'Oekraïne');
    await waitForHits(page, 1);
    await press('button', 'not Dutch');
    await waitForHits(page, 0);
    assert.match(await page.$eval('.nothing', (element) => element.innerText), /filter on language: not Dutch stands in the way/);
    await press('button', 'Drop language: not Dutch');
    await waitForHits(page, 1);
  });
});

describe('the timeline', () => {
  const chart = () => page.waitForSelector('[role=group][aria-label=Date] svg');
  const slider = (name) => page.waitForSelector(named('slider', name));

  test('says what it shows, and counts the undated beside it', async () => {
    assert.match(await (await chart()).evaluate((svg) => svg.getAttribute('aria-label')), /^Articles by month: January 2019 – March 2024$/);
    const undated = await page.$eval('.timeline-undated', (button) => parseInt(button.innerText, 10));
    assert.ok(undated >= Math.floor(MANY / 9), `${undated}`);
    await (await page.waitForSelector('.timeline-undated')).click();
    await waitForHits(page, undated);
    assert.deepEqual(await chips(), ['undated']);
  });

  test('is drawn over with the pointer, live, and the address follows when it rests', async () => {
    const box = await (await chart()).boundingBox();
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.4, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, y, { steps: 4 });
    await waitForCount(page, (text) => /^\d+/.exec(text)?.[0] < MANY / 4, 'fewer while it is drawn');
    await page.mouse.up();
    await until(() => /from=20\d\d-\d\d&to=20\d\d-\d\d/.test(location.hash));
    assert.equal((await chips()).length, 1);
    await press('button', 'Table');
    await until(() => document.querySelectorAll('[aria-label="Articles over time"] tbody tr').length > 40);
    const cells = await page.$$eval('[aria-label="Articles over time"] tbody tr', (rows) =>
      rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
    const rows = cells.map(([month, found]) => [Date.parse(`${month} UTC`), Number(found)]);
    const [from, to] = await page.evaluate(() => ['from', 'to'].map((end) => Date.parse(new URLSearchParams(location.hash.slice(1)).get(end))));
    const sumOf = (rows) => rows.reduce((sum, [, found]) => sum + found, 0);
    const some = sumOf(rows.filter(([month]) => from <= month && month <= to));
    await waitForHits(page, some);
    assert.ok(sumOf(rows) > some, 'the counts ignore the chosen time');
    await press('button', 'Closer');
    await until(() => !document.querySelector('[role=group][aria-label=Date] svg').getAttribute('aria-label').startsWith('Articles by month'));
    await until(() => location.hash.includes('from=') && location.hash.split('&').length > 2);
    assert.equal(await hits(), some, 'a closer look finds the same');
    await press('button', 'Hide table');
    await page.goBack();
    await until(() => location.hash.split('&').length === 2);
    assert.equal(await hits(), some, 'a step back is from the closer look');
    // Who draws slowly makes a step at each rest.
    for (let steps = 0; steps < 5 && (await page.evaluate(() => location.hash)) !== ''; steps += 1) await page.goBack();
    await waitForHits(page, MANY + 5);
  });

  test('is worked with the keyboard', async () => {
    await (await slider('From')).focus();
    await page.keyboard.press('End');
    await waitForCount(page, (text) => /^\d+/.exec(text)?.[0] < MANY / 10, 'the last month');
    assert.match(await (await slider('From')).evaluate((input) => input.getAttribute('aria-valuetext')), /2024$/);
    await page.keyboard.press('Home');
    await waitForHits(page, MANY + 5);
    assert.deepEqual(await chips(), [], 'all of it is no filter');
  });
});

describe('searches', () => {
  test('an operator is explained while it is typed, a mistake is shown where it is', async () => {
    await search(page, 'harbour OR');
    await until(() => /either side is enough/.test(document.querySelector('.search-hint')?.innerText));
    await search(page, 'harbour date:2022-13');
    await until(() => document.querySelector('.is-wrong mark')?.textContent.includes('2022-13'));
  });

  test('a search is kept, and made again', async () => {
    await search(page, 'tugboat');
    // A word is found from its first letters on: what is compared is the answer to all of it.
    await until(() => location.hash === '#q=tugboat');
    const found = await hits();
    assert.ok(found > 0 && found < MANY);
    await press('button', 'Keep this search');
    await until(() => document.querySelector('.search-keep').ariaPressed === 'true');
    await search(page, '');
    await waitForHits(page, MANY + 5);
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    const kept = await page.waitForSelector('[role=group][aria-label="Kept searches"] button');
    assert.equal(await kept.evaluate((button) => button.innerText), 'tugboat');
    await kept.click();
    await waitForHits(page, found);
  });
});
