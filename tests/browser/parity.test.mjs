// The page and the command line say the same of every article, to the byte: of those that came with the page, which were
// understood when it was built, and of those that are added, which the page's own importer understands.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { samplePdf } from './support/formats.mjs';
import { named, openPage, waitForArticles } from './support/page.mjs';
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

/** The seeds once more, each a little longer, so that they are articles of their own; and a PDF. */
const longer = () => {
  const folder = mkdtempSync(join(tmpdir(), 'parity-'));
  const files = readdirSync(join(projectRoot, 'seeds')).map((name) => {
    const path = join(folder, name);
    writeFileSync(path, `${readFileSync(join(projectRoot, 'seeds', name), 'utf8')}\nThe reporter will be back with more on Thursday, said the editor.\n`);
    return path;
  });
  const paper = join(folder, 'newspaper.pdf');
  writeFileSync(paper, samplePdf('newspaper'));
  files.push(paper);
  return { folder, files };
};

for (const site of sites) {
  test(`${site.name}: what the page's importer understands is what the command line prints`, async () => {
    const { folder, files } = longer();
    const opened = await site.open();
    const tab = await openPage(browser, opened.address, { isFile: site.isFile, before: keepFiles });
    try {
      await (await tab.page.waitForSelector('input[type=file]:not([webkitdirectory])')).uploadFile(...files);
      await waitForArticles(tab.page, 11);
      await (await tab.page.waitForSelector(named('button', 'Export'))).click();
      await (await tab.page.waitForSelector(named('button', 'Save file'))).click();
      const [, ...articles] = (await savedFile(tab.page)).text.split(/(?<=\n)/u);
      // In the page a file that is added by itself has no folder before its name.
      assert.equal(articles.join(''), run('analyze', 'seeds', folder).replaceAll(`${folder}/`, ''));
    } finally {
      await tab.close();
      await opened.close();
      rmSync(folder, { recursive: true });
    }
  });

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
