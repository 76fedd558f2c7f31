// Pictures of the main states, to be looked at: test-results/screenshots/BROWSER/.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { openPage } from './support/page.mjs';
import { dist, screenshots } from './support/sites.mjs';
import { serve } from './support/server.mjs';
import { states } from './support/states.mjs';

let site;
before(async () => {
  await mkdir(join(screenshots, browserName), { recursive: true });
  site = await serve(dist);
});
after(() => site?.close());

for (const scheme of ['light', 'dark']) {
  describe(`in ${scheme}`, () => {
    let browser;
    before(async () => {
      browser = await launch({ scheme, motion: 'reduce' });
    });
    after(() => browser?.close());

    for (const [name, { reach, width = 1440, height = 900 }] of Object.entries(states)) {
      test(`a picture of ${name}`, async () => {
        const tab = await openPage(browser, site.address, { before: (page) => page.setViewport({ width, height }) });
        try {
          await reach(tab.page);
          await tab.page.screenshot({ path: join(screenshots, browserName, `${name}-${scheme}.png`) });
        } finally {
          await tab.close();
        }
      });
    }
  });
}
