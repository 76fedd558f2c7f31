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

let browser, site;
before(async () => {
  browser = await launch();
  site = await serve(dist);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

for (const scheme of ['light', 'dark']) {
  describe(`in ${scheme}`, () => {
    for (const [name, { reach, width = 1440, height = 900 }] of Object.entries(states)) {
      test(`${name} has no violation`, async () => {
        const tab = await openPage(browser, site.address, {
          before: async (page) => {
            // axe is put in as a script, which the page's own policy would refuse.
            await page.setBypassCSP(true);
            await page.setViewport({ width, height });
            await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
          },
        });
        try {
          await reach(tab.page);
          await settled(tab.page);
          await tab.page.evaluate(axe);
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
