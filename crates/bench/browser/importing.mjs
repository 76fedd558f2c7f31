// How fast is a large folder imported in the page, and how much memory does that take?
//
// The files are written into a temporary folder and given to the page's own "Add files": lines of JSON, of articles
// recombined from the sentences of others. Memory is what the page's process holds of its own (`RssAnon`), beyond what it held
// before: JavaScript, wasm and buffers of page and workers together.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, random } from './corpus.mjs';

const FILE = 12_500_000;

/** Writes about so many bytes of articles into files of a folder; how many articles and bytes they are. */
export function generate(data, bytes, folder) {
  const docs = load(data, 20000);
  const byLanguage = new Map();
  for (const doc of docs) {
    const sentences = doc.text.split(/(?<=\. )/);
    (byLanguage.get(doc.lang) ?? byLanguage.set(doc.lang, []).get(doc.lang)).push({ doc, sentences });
  }
  const pick = random(500);
  const made = { files: [], articles: 0, bytes: 0 };
  let lines = [];
  let size = 0;
  const flush = () => {
    const file = join(folder, `part-${String(made.files.length).padStart(3, '0')}.jsonl`);
    const content = Buffer.from(lines.join('\n'));
    writeFileSync(file, content);
    made.files.push(file);
    made.bytes += content.length;
    [lines, size] = [[], 0];
  };
  while (made.bytes + size < bytes) {
    const like = docs[made.articles % docs.length];
    const same = byLanguage.get(like.lang);
    let text = `${same[pick(same.length)].doc.title}\n\n`;
    let sentences = 0;
    while (text.length < like.text.length) {
      const of = same[pick(same.length)].sentences;
      text += of[pick(of.length)];
      sentences += 1;
      // As long as paragraphs are.
      if (sentences % 4 === 0) text += '\n\n';
    }
    const line = JSON.stringify({ id: `made-${made.articles}`, text, url: `https://www.example${made.articles % 50}.org/` });
    lines.push(line);
    size += Buffer.byteLength(line) + 1;
    made.articles += 1;
    if (size >= FILE) flush();
  }
  if (size > 0) flush();
  return made;
}

/** Bytes that all pages of the browser hold of their own. */
function held(browser) {
  const parent = browser.process().pid;
  let sum = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('--type=renderer')) continue;
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const chain = [];
      for (let at = pid; Number(at) > 1; at = /PPid:\s+(\d+)/.exec(readFileSync(`/proc/${at}/status`, 'utf8'))[1]) chain.push(Number(at));
      if (chain.includes(parent)) sum += Number(/RssAnon:\s+(\d+)/.exec(status)[1]) * 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum;
}

/** Opens the page again, with a search in its address, once it has been written down how it comes back; seconds to its answer. */
async function reloading(browser, page) {
  const lengths = () =>
    page.evaluate(async () => {
      const files = {};
      const visit = async (folder) => {
        for await (const entry of folder.values()) {
          if (entry.kind === 'directory') await visit(entry);
          else files[entry.name] = (await entry.getFile()).size;
        }
      };
      await visit(await navigator.storage.getDirectory());
      return files['snapshot.0'] + files['snapshot.1'];
    });
  for (let before = -1, now = await lengths(); now === 0 || now !== before; ) {
    await new Promise((done) => setTimeout(done, 2000));
    [before, now] = [now, await lengths()];
  }
  const box = await page.waitForSelector('input[type=search]');
  await box.type('government');
  const all = await page.evaluate(() => performance.getEntriesByName('ingest').reduce((sum, entry) => sum + entry.detail.articles, 0));
  await new Promise((done) => setTimeout(done, 2000));
  const found = await page.evaluate(() => performance.getEntriesByName('query').at(-1).detail.hits);
  await page.evaluateOnNewDocument((found) => {
    const look = () => {
      if (performance.getEntriesByName('query').some((entry) => entry.detail.hits === found)) globalThis.answered = performance.now();
      else setTimeout(look, 5);
    };
    look();
  }, found);
  const times = [];
  for (let time = 0; time < 3; time += 1) {
    await page.reload();
    await page.waitForFunction(() => globalThis.answered > 0);
    times.push(await page.evaluate(() => globalThis.answered / 1000));
    await new Promise((done) => setTimeout(done, 3000));
  }
  times.sort((one, other) => one - other);
  return { seconds: times[1], found: `${found} of ${all}`, held: held(browser) };
}

/** Imports; figures of it. */
export async function importing(browser, address, data, megabytes) {
  const folder = mkdtempSync(join(tmpdir(), 'importing-'));
  try {
    const made = generate(data, megabytes * 1e6, folder);
    const page = await browser.newPage();
    page.setDefaultTimeout(3_600_000);
    await page.evaluateOnNewDocument(() => {
      globalThis.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
      }).observe({ type: 'longtask' });
    });
    await page.goto(`${address}page/index.html?ui=en`);
    await page.waitForFunction(() => performance.getEntriesByName('ingest').length === 1);
    await page.evaluate(() => { globalThis.longest = 0; });
    const before = held(browser);
    let peak = before;
    let workers = 1;
    const watch = setInterval(() => {
      peak = Math.max(peak, held(browser));
      workers = Math.max(workers, page.workers().length - 1);
    }, 200);
    const input = await page.$('input[type=file]:not([webkitdirectory])');
    const start = performance.now();
    await input.uploadFile(...made.files);
    // Not at every frame: that would make the page draw as often as it can.
    await page.waitForFunction(() => performance.getEntriesByName('ingest').length === 2, { polling: 250 });
    const seconds = (performance.now() - start) / 1000;
    clearInterval(watch);
    const longest = await page.evaluate(() => globalThis.longest);
    // The rest that nobody holds any more is given back in a while.
    await new Promise((done) => setTimeout(done, 3000));
    const rest = held(browser);
    const articles = await page.evaluate(() => performance.getEntriesByName('ingest')[1].detail.articles);
    const again = await reloading(browser, page);
    await page.close();
    return {
      reload: again.seconds, reloadFound: again.found, restAgain: (again.held - before) / made.bytes,
      articles, made: made.articles, bytes: made.bytes, seconds, workers, longest,
      perWorker: made.bytes / 1e6 / seconds / workers,
      peak: (peak - before) / made.bytes, rest: (rest - before) / made.bytes,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
