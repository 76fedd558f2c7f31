// What is exported is read back by parsers that others wrote, and is what was selected or found.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { parse } from 'csv-parse/sync';
import { launch } from './support/browser.mjs';
import { choose, named, openPage, search, waitForHits } from './support/page.mjs';
import { keepFiles, savedFile } from './support/saving.mjs';
import { dist, projectRoot } from './support/sites.mjs';
import { serve } from './support/server.mjs';

const [program, ...first] = process.env.EXPLORER ? [process.env.EXPLORER] : ['cargo', 'run', '--quiet', '-p', 'explorer', '--'];
const run = (...args) =>
  execFileSync(program, [...first, ...args], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'ignore'] }).toString();

/** The articles of a file: id, title, source, date, language, authors and topics, as far as it has them. */
const readers = {
  jsonl: (text) => text.trimEnd().split('\n').slice(1).map((line) => {
    const { id, by_hand = {}, ...found } = JSON.parse(line);
    const of = (field) => (field in by_hand ? by_hand[field] : found[field].value) ?? undefined;
    return { id, title: of('title'), source: of('source'), date: of('date'), language: of('language') };
  }),
  csv: (text) => parse(text, { columns: true }).map((row) =>
    Object.fromEntries(['id', 'title', 'source', 'date', 'language'].map((name) => [name, row[name] || undefined]))),
  // Its own guess at the format goes by words that a title can hold too.
  ris: (text) => plugins.input.chain(text, { forceType: '@ris/file' }).map((item) => csl(item, item.id)),
  bibtex: (text) => plugins.input.chain(text, { forceType: '@biblatex/text' }).map((item) => csl(item, /Article Explorer: (\S+)/.exec(item.note)[1])),
  'csl-json': (text) => plugins.input.chain(text, { target: '@csl/list+object' }).map((item) => csl(item, item.id)),
};
const csl = (item, id) => ({
  id,
  title: item.title,
  source: item['container-title'],
  date: item.issued?.['date-parts'][0].map((part) => String(part).padStart(2, '0')).join('-'),
  language: item.language,
});
const files = { jsonl: 'articles.jsonl', csv: 'articles.csv', ris: 'articles.ris', bibtex: 'articles.bib', 'csl-json': 'articles.csl.json' };
const names = { jsonl: 'JSON lines', csv: 'CSV', ris: 'RIS', bibtex: 'BibTeX', 'csl-json': 'CSL-JSON' };

describe('read by others', () => {
  let folder, expected;
  const nasty = [
    '=HYPERLINK("http://example.org","x") {braces} & 50 % of $5 #1 a_b ^ ~ \\ end',
    'TY - NEWS and ER - in one, "quotes", commas; Ünïcödé, 日本語, العربية',
    '}} @article{x, title = {y}}',
    '+1 -1 @here',
    "'Tis a title",
  ];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exports-'));
    const ids = run('analyze', 'seeds').trimEnd().split('\n').map((line) => JSON.parse(line).id);
    const corrections = Object.fromEntries(ids.map((id, at) => [id, {
      title: nasty[at], source: at === 4 ? null : `Source ${at} & Sons`, date: ['2022', '2022-01', '2022-01-25', null, '1999-12-31'][at],
      authors: ['Ann Example', 'Bo de Vries'],
    }]));
    expected = ids.map((id, at) => ({ id, title: nasty[at], source: corrections[id].source ?? undefined, date: corrections[id].date ?? undefined }));
    await writeFile(join(folder, 'notebook.json'), JSON.stringify({ format: 'article-explorer-notebook', version: 1, corrections }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const format of Object.keys(readers)) {
    test(`${format}: every character, and dates as precise as they are known`, () => {
      const text = run('export', 'seeds', '--format', format, '--notebook', join(folder, 'notebook.json'));
      const articles = readers[format](text);
      assert.equal(articles.length, 5);
      for (const [at, article] of articles.entries()) {
        const { title, date, ...rest } = expected[at];
        // A spreadsheet is kept from taking a title for a formula.
        const shown = format === 'csv' && /^[=+@-]/.test(title) ? `'${title}` : title;
        assert.deepEqual({ id: article.id, source: article.source, title: article.title }, { ...rest, title: shown });
        // This reader takes the year of RIS from its own field, and looks no further.
        assert.equal(article.date, format === 'ris' ? date?.slice(0, 4) : date);
      }
    });
  }

  test('a filter holds in every format', () => {
    for (const format of Object.keys(readers)) {
      assert.deepEqual(readers[format](run('export', 'seeds', '--format', format, '--language', 'nl')).map(({ language }) => language), ['nl'], format);
      assert.equal(readers[format](run('export', 'seeds', '--format', format, '--query', '"false flag"')).length, 2, format);
    }
  });
});

describe('from the page', () => {
  let browser, site, tab, page;
  before(async () => {
    browser = await launch();
    site = await serve(dist);
    tab = await openPage(browser, site.address, { before: keepFiles });
    page = tab.page;
  });
  after(async () => {
    assert.deepEqual(tab.trouble, []);
    await tab.close();
    await browser?.close();
    await site?.close();
  });
  const press = async (name, role = 'button') => (await page.waitForSelector(named(role, name))).click();
  const radio = async (words) => (await page.waitForSelector(`dialog label::-p-text(${words})`)).click();
  const exported = async (scope, format) => {
    await press('Export');
    await page.waitForSelector(named('dialog', 'Export'));
    await radio(scope);
    await radio(names[format]);
    await press('Save file');
    const saved = await savedFile(page);
    await page.waitForFunction(() => !document.querySelector('dialog'));
    assert.equal(saved.name, files[format]);
    return saved.text;
  };

  test('what is found is what the command line exports, in every format', async () => {
    await search(page, 'Kremlin');
    await choose(page, 'Language', 'English');
    await waitForHits(page, 3);
    for (const format of Object.keys(readers)) {
      const text = await exported('What is found: 3 articles', format);
      assert.equal(text, run('export', 'seeds', '--format', format, '--query', 'Kremlin', '--language', 'en'), format);
      assert.equal(readers[format](text).length, 3);
    }
  });

  test('what is selected is exported whatever is found', async () => {
    await press('Clear all');
    await search(page, '"false flag"');
    await waitForHits(page, 2);
    await press('Select all articles found', 'checkbox');
    await page.waitForSelector('[role=group][aria-label=Selection]');
    await search(page, 'zeppelinhangar');
    await waitForHits(page, 0);
    await (await page.$('header button.export')).click();
    await page.waitForSelector(named('dialog', 'Export'));
    await radio('What is selected: 2 articles');
    await radio('BibTeX');
    await press('Save file');
    assert.equal(readers.bibtex((await savedFile(page)).text).length, 2);
  });

  test('the timeline is saved as a drawing that any reader of XML understands', async () => {
    await search(page, '');
    await waitForHits(page, 5);
    await press('Table');
    await press('Save as SVG');
    const { name, bytes } = await savedFile(page);
    assert.equal(name, 'timeline.svg');
    // What an image shows that is not text is parsed by the browser as XML, as strictly as any program would.
    const drawn = await page.evaluate((text) => {
      const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
      const bars = (colour) => [...drawing.querySelectorAll(`rect[fill="${colour}"]`)].map((bar) => bar.textContent);
      return {
        root: [drawing.documentElement.localName, drawing.documentElement.namespaceURI],
        faults: drawing.querySelectorAll('parsererror').length,
        title: drawing.querySelector('title').textContent, all: bars('#d9d2c3'), found: bars('#8a2b1d'),
      };
    }, Buffer.from(bytes).toString());
    const rows = await page.$$eval('.timeline-table tbody tr', (rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.innerText.trim())));
    assert.deepEqual(drawn.root, ['svg', 'http://www.w3.org/2000/svg']);
    assert.equal(drawn.faults, 0);
    assert.match(drawn.title, /^Articles by (day|week|month|year): /);
    assert.deepEqual(drawn.all, rows.map(([time, found, all]) => `${time}: ${found} of ${all}`));
    assert.equal(drawn.found.length, rows.filter(([, found]) => found !== '0').length);
  });
});
