// Pictures of the main states, to be looked at: test-results/screenshots/.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { openPage } from './support/page.mjs';
import { dist, screenshots } from './support/sites.mjs';
import { serve } from './support/server.mjs';
import { states } from './support/states.mjs';

let browser, site;
before(async () => {
  await mkdir(screenshots, { recursive: true });
  browser = await launch();
  site = await serve(dist);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

for (const [name, { reach, width = 1440, height = 900 }] of Object.entries(states)) {
  for (const scheme of ['light', 'dark']) {
    test(`a picture of ${name}, ${scheme}`, async () => {
      const tab = await openPage(browser, site.address, {
        before: async (page) => {
          await page.setViewport({ width, height });
          await page.emulateMediaFeatures([
            { name: 'prefers-color-scheme', value: scheme },
            { name: 'prefers-reduced-motion', value: 'reduce' },
          ]);
        },
      });
      try {
        await reach(tab.page);
        await tab.page.screenshot({ path: join(screenshots, `${name}-${scheme}.png`) });
      } finally {
        await tab.close();
      }
    });
  }
}
