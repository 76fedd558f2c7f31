// Pictures of the main states, to be looked at: test-results/screenshots/BROWSER/.
//
// Every state in light and dark; the main states also at three widths, and in three languages.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { openPage, settled, speak } from './support/page.mjs';
import { dist, screenshots } from './support/sites.mjs';
import { serve } from './support/server.mjs';
import { states } from './support/states.mjs';

const main = ['start', 'results', 'no-hits', 'reading', 'why', 'export', 'help', 'table', 'many'];
const widths = [390, 1024, 1440];
const languages = ['nl', 'ar'];
const folder = join(screenshots, browserName);

let site;
before(async () => {
  await mkdir(folder, { recursive: true });
  site = await serve(dist);
});
after(() => site?.close());

for (const scheme of browserName === 'chromium' ? ['light', 'dark'] : ['light']) {
  describe(`in ${scheme}`, () => {
    let browser;
    before(async () => {
      browser = await launch({ scheme, motion: 'reduce' });
    });
    after(() => browser?.close());

    for (const [name, { reach, width = 1440, height = 900 }] of Object.entries(states)) {
      test(`pictures of ${name}`, async () => {
        const tab = await openPage(browser, site.address, { before: (page) => page.setViewport({ width, height }) });
        const take = async (what) => {
          await settled(tab.page);
          await tab.page.screenshot({ path: join(folder, `${what}-${scheme}.png`) });
        };
        try {
          await reach(tab.page);
          await take(name);
          if (!main.includes(name)) return;
          for (const width of widths) {
            await tab.page.setViewport({ width, height: width === 390 ? 844 : 900 });
            await take(`${name}-${width}`);
          }
          for (const language of scheme === 'light' ? languages : []) {
            await speak(tab.page, language);
            for (const width of [390, 1440]) {
              await tab.page.setViewport({ width, height: width === 390 ? 844 : 900 });
              await take(`${name}-${width}-${language}`);
            }
          }
        } finally {
          await tab.close();
        }
      });
    }
  });
}
