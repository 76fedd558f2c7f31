// The page and the command line say the same of every article, to the byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { named, openPage } from './support/page.mjs';
import { keepFiles, savedFile } from './support/saving.mjs';
import { projectRoot, sites } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
const run = (...args) => {
  const [program, ...first] = process.env.EXPLORER ? [process.env.EXPLORER] : ['cargo', 'run', '--quiet', '-p', 'explorer', '--'];
  return execFileSync(program, [...first, ...args], { cwd: projectRoot, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
};
after(() => browser?.close());

for (const site of sites) {
  test(`${site.name}: what the page exports is what the command line prints`, async () => {
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, {
      isFile: site.isFile,
      before: keepFiles,
    });
    try {
      await (await tab.page.waitForSelector(named('button', 'Export'))).click();
      await (await tab.page.waitForSelector(named('button', 'Save file'))).click();
      const exported = await savedFile(tab.page);
      assert.equal(exported.type, 'application/jsonl');
      assert.equal(exported.text, run('export', 'seeds', '--format', 'jsonl'));
      // After a line about the export, what is known of each article.
      const [about, ...articles] = exported.text.split(/(?<=\n)/u);
      assert.equal(JSON.parse(about).about.corpus_articles, 5);
      assert.equal(articles.join(''), run('analyze', 'seeds'));
    } finally {
      await tab.close();
      await opened.close();
    }
  });
}
