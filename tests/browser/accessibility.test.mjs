// No state of the page has a fault that axe-core can see, light or dark.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { openPage, settled } from './support/page.mjs';
import { dist } from './support/sites.mjs';
import { serve } from './support/server.mjs';
import { states } from './support/states.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site;
before(async () => {
  site = await serve(dist);
});
after(() => site?.close());

for (const scheme of ['light', 'dark']) {
  describe(`in ${scheme}`, () => {
    let browser;
    before(async () => {
      browser = await launch({ scheme });
    });
    after(() => browser?.close());

    for (const [name, { reach, width = 1440, height = 900 }] of Object.entries(states)) {
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
