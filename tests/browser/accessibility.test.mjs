// No state of the page has a fault that axe-core can see: light, dark, and right to left, where nothing is said in English either.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { openPage, settled, speak } from './support/page.mjs';
import { dist } from './support/sites.mjs';
import { serve } from './support/server.mjs';
import { states } from './support/states.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site;
before(async () => {
  site = await serve(dist);
});
after(() => site?.close());

/**
 * What is shown or named in Latin letters, but for what articles hold and for names: whatever holds such things says its own
 * language or direction, or is a key or a file.
 */
const english = () => {
  const own = '[lang]:not([lang=ar]), [dir=auto], bdi, kbd, q, .body, .head-name h1, .languages, datalist, .quotes';
  const names = /^(JSON|CSV|RIS|BibTeX|CSL|SVG|LaTeX|Zotero|Pandoc|JavaScript|HTML|TSV|RSS|Atom|WARC|WET|ARC|Markdown|ZIP|gzip|tar|Enter|Shift|Article|Explorer|UTF|PDF|date)$/;
  const words = (text) => (text.match(/[A-Za-z]{3,}/g) ?? []).filter((word) => !names.test(word));
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (!parentElement.closest(own) && words(data).length) found.push(data);
  }
  // Names are made of what is named: only those that no article and no file has a part in.
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (element.closest(own) || element.closest('.hit, .value, .chips, .own-topics, .notices li')) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const text = element.getAttribute(name) ?? '';
      if (words(text).length) found.push(`${name}: ${text}`);
    }
  }
  return found;
};

// Colours and directions are the stylesheets': one browser sees to them, the other to what it makes of roles and names.
for (const scheme of browserName === 'chromium' ? ['light', 'dark', 'right to left'] : ['light']) {
  describe(`in ${scheme}`, () => {
    let browser;
    before(async () => {
      browser = await launch({ scheme: scheme === 'dark' ? 'dark' : 'light' });
    });
    after(() => browser?.close());

    // Nor are the faults another browser's: it is asked about every third state.
    const asked = Object.entries(states).filter((_, at) => browserName === 'chromium' || at % 3 === 0);
    for (const [name, { reach, width = 1440, height = 900 }] of asked) {
      test(`${name} has no violation`, async () => {
        const tab = await openPage(browser, site.address, {
          before: async (page) => {
            // As a script of the page, its own policy would refuse it.
            await page.evaluateOnNewDocument(axe);
            await page.setViewport({ width, height });
          },
        });
        try {
          await reach(tab.page);
          if (scheme === 'right to left') {
            await speak(tab.page, 'ar');
            assert.deepEqual(await tab.page.evaluate(english), [], 'something is said in English');
          }
          await settled(tab.page);
          const { violations } = await tab.page.evaluate(() => axe.run());
          assert.deepEqual(
            violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 160)) })),
            [],
          );
        } finally {
          await tab.close();
        }
      });
    }
  });
}
