// The page and the command line say the same of every article, to the byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { openPage } from './support/page.mjs';
import { projectRoot, sites } from './support/sites.mjs';

let browser, expected;
before(async () => {
  browser = await launch();
  const [program, ...first] = process.env.EXPLORER ? [process.env.EXPLORER] : ['cargo', 'run', '--quiet', '-p', 'explorer', '--'];
  const output = execFileSync(program, [...first, 'analyze', 'seeds'], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'ignore'] });
  expected = output.toString();
});
after(() => browser?.close());

for (const site of sites) {
  test(`${site.name}: what the page exports is what the command line prints`, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, {
      isFile: site.isFile,
      before: (page) =>
        page.evaluateOnNewDocument(() => {
          const create = URL.createObjectURL.bind(URL);
          URL.createObjectURL = (blob) => {
            globalThis.lastBlob = blob;
            return create(blob);
          };
        }),
    });
    try {
      const button = await tab.page.waitForSelector('button::-p-text(Export)');
      await button.click();
      await tab.page.waitForFunction(() => globalThis.lastBlob?.type === 'application/jsonl');
      const exported = await tab.page.evaluate(() => globalThis.lastBlob.text());
      assert.equal(exported.trimEnd().split('\n').length, 5);
      assert.equal(exported, expected);
    } finally {
      await tab.close();
      await opened.close();
    }
  });
}
