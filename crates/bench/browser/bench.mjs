// How fast is the engine in a browser, beside those that people would otherwise pick?
//
// `node bench.mjs --dist DIST --ours DIR --data DATA [--sizes 2000,20000] [--each 40] [--rounds 2] [--only understanding|search|importing|page]
// [--megabytes 500] [--engines ours,sqlite] [--write FILE] [--keep] [--flags=--no-liftoff]`. `--keep` lets the browser keep files,
// and with them what it compiled; `--flags` goes to V8. Prints tables; never fails by time. Every engine has a worker of its own in one
// headless Chromium; engines take turns, round after round. Run by `cargo xtask bench`, which builds what is needed.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { load, queries, rawTexts } from './corpus.mjs';
import { importing } from './importing.mjs';
import { archive, atWork } from './at_work.mjs';

const text = (value) => ({ type: 'string', default: value });
const { values: options } = parseArgs({ options: {
  dist: text(''), ours: text(''), data: text('../shared/data'), sizes: text('2000,20000'), each: text('40'), rounds: text('2'),
  only: text(''), explorer: text('explorer'), articles: text('100000'), megabytes: text('500'), engines: text('ours,sqlite,minisearch,flexsearch,orama'), write: text(''), flags: text(''), keep: { type: 'boolean', default: false }, chrome: text('/usr/bin/chromium'),
} });
const here = import.meta.dirname;
const types = { '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml', '.mjs': 'text/javascript', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const corpora = new Map();
const made = new Map();

async function answer(path) {
  if (made.has(path)) return made.get(path);
  const [, area, ...rest] = path.split('/');
  if (area === 'corpus') return corpora.get(Number.parseInt(rest[0], 10));
  const inside = (folder, name) => {
    const file = normalize(join(folder, name));
    if (!file.startsWith(normalize(folder))) throw new Error('outside');
    return readFile(file);
  };
  if (area === 'npm') return inside(join(here, 'node_modules'), rest.join('/'));
  if (area === 'ours') return inside(options.ours, rest.join('/'));
  if (area === 'page') return inside(options.dist, rest.join('/'));
  if (area === 'dist') {
    const [stem, extension] = rest[0].split('.');
    return inside(options.dist, readdirSync(options.dist).find((name) => name.startsWith(`${stem}-`) && name.endsWith(`.${extension}`)) ?? rest[0]);
  }
  return inside(here, path.slice(1));
}
const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
  try {
    const bytes = await answer(path);
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream', 'cache-control': options.keep ? 'public, max-age=3600' : 'no-store',
      // Without these two the clock ticks a tenth of a millisecond.
      'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await puppeteer.launch({
  executablePath: options.chrome, headless: true, protocolTimeout: 3_600_000,
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--disable-quic', '--no-first-run', '--disable-gpu', `--js-flags=--max-old-space-size=8192 ${options.flags}`],
});

async function openPage() {
  const page = await browser.newPage();
  await page.goto(`${address}page.html`);
  await page.waitForFunction(() => document.title === 'ready');
  return page;
}

const report = [];
const say = (line = '') => { report.push(line); console.log(line); };
const table = (head, rows) => {
  say(`| ${head.join(' | ')} |`);
  say(`|${head.map(() => '---').join('|')}|`);
  for (const row of rows) say(`| ${row.join(' | ')} |`);
  say();
};
const at = (sorted, share) => sorted.length ? sorted[Math.round((sorted.length - 1) * share)] : NaN;
const show = (value, digits = 1) => value === null || value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);

async function understanding() {
  const { name, texts } = rawTexts(options.data);
  made.set('/raw.json', Buffer.from(JSON.stringify(texts)));
  const page = await openPage();
  const { times, bytes } = await page.evaluate((rounds) => window.understand(rounds), 3);
  await page.close();
  say('## Understanding raw text, in the page\'s own worker');
  say();
  say(`${texts.length} ${name}, ${(bytes / 1e6).toFixed(1)} MB; files read, understood and packed, one worker, MB/s. First a file each in a new worker, then as the lines of one file five times over: a browser compiles well what it has run for a while.`);
  say();
  table(['round', 'a file each', ...[1, 2, 3, 4, 5].map((turn) => `lines, turn ${turn}`)], times.map((turns, round) => [round + 1, ...turns.map((ms) => show(bytes / 1e3 / ms, 2))]));
}

async function importingFolder() {
  const { articles, bytes, seconds, workers, longest, perWorker, peak, rest, reload, reloadFound, restAgain } = await importing(browser, address, options.data, Number(options.megabytes));
  say('## Importing a large folder');
  say();
  say('Articles recombined from the sentences of others, in files of 12.5 MB; memory is in bytes a byte of the files.');
  say();
  table(['MB', 'articles', 'workers', 's', 'MB/s a worker', 'memory at the peak', 'memory afterwards', 'and after a reload', 'longest task of the page, ms', 'reload to first answer, s', 'found'],
    [[show(bytes / 1e6, 0), articles, workers, show(seconds), show(perWorker, 2), show(peak, 2), show(rest, 2), show(restAgain, 2), longest ? show(longest, 0) : 'under 50', show(reload, 2), reloadFound]]);
}

async function pageAtWork() {
  const count = Number(options.articles);
  made.set('/page/corpus.axa', archive(options.explorer, options.data, count));
  const { seconds, typing, clicking, brushing, frames } = await atWork(browser, `${address}page/index.html?ui=en&corpus=corpus.axa`, count);
  made.delete('/page/corpus.axa');
  say(`## The page with ${count.toLocaleString('en')} articles`);
  say();
  say(`Opened in ${show(seconds)} s. From the event to the frame in which its answer stands; the last columns are of the engine's part.`);
  say();
  const row = (name, times) => {
    const whole = times.map(([whole]) => whole).sort((a, b) => a - b);
    const engine = times.map(([, engine]) => engine).sort((a, b) => a - b);
    return [name, times.length, show(at(whole, 0.5)), show(at(whole, 0.95)), show(at(whole, 1)), show(at(engine, 0.5)), show(at(engine, 0.95))];
  };
  table(['', 'times', 'p50, ms', 'p95, ms', 'longest, ms', 'engine p50', 'engine p95'],
    [row('keystroke → results', typing), row('facet click → counts', clicking), row('timeline brush', brushing)]);
  const sorted = [...frames].sort((a, b) => a - b);
  table(['', 'frames', 'p50, ms', 'p95, ms', 'longest, ms', 'over 50 ms'],
    [['scrolling the list', frames.length, show(at(sorted, 0.5)), show(at(sorted, 0.95)), show(at(sorted, 1)), frames.filter((each) => each > 50).length]]);
}

/** Bytes that a worker holds after collection: its JavaScript heap with buffers, and wasm memory. */
async function memoryOf(page, engine) {
  const worker = page.workers().findLast((worker) => worker.url().includes(`engine=${engine}`));
  const { bytes } = await page.evaluate((engine) => window.ask(engine, { request: 'wasmBytes' }), engine);
  await worker.client.send('HeapProfiler.enable');
  await worker.client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await worker.client.send('Runtime.getHeapUsage');
  await worker.client.send('HeapProfiler.disable');
  return { heap: usedSize, wasm: bytes };
}

/** Waits until a stopped worker is no longer among the page's. */
async function gone(page, engine) {
  while (page.workers().some((worker) => worker.url().includes(`engine=${engine}`))) await new Promise((done) => setTimeout(done, 20));
}

/** What nobody types by accident, and what it is called in the table. */
const hostile = [
  ['`*`', '*'], ['`a*`', 'a*'], ['`?????*`', '?????*'], ['`*a*`', '*a*'], ['10,000 parentheses', '('.repeat(10_000)],
  ['10,000 words with `*`', Array.from({ length: 10_000 }, (_, n) => `w${n}*`).join(' ')],
  ['10,000 words with OR', Array.from({ length: 10_000 }, (_, n) => `w${n} OR the`).join(' ')],
  ['100 words with two edits', Array.from({ length: 100 }, (_, n) => `word${n}~2`).join(' OR ')],
  ['three phrases of stop words', '"of the" OR "in the" OR "to the"'], ['`the NEAR/50 of`', 'the NEAR/50 of'],
];

async function searching(count) {
  const docs = load(options.data, count);
  const asked = queries(docs, Number(options.each));
  // Others before them, so that what is measured is not how soon the browser compiles.
  const before = queries(docs, 8, 11);
  const bytes = docs.reduce((sum, { title, text }) => sum + Buffer.byteLength(title) + Buffer.byteLength(text), 0);
  corpora.set(count, Buffer.from(docs.map(({ id, title, text, lang, source, topic, date }) =>
    JSON.stringify({ id, title, text, lang, source, topic, date })).join('\n')));
  const engines = options.engines.split(',');
  const found = Object.fromEntries(engines.map((engine) => [engine, { builds: [], full: [], bare: [], note: '' }]));
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const engine of engines) {
      const here = found[engine];
      if (here.note) continue;
      const page = await openPage();
      try {
        const start = (engine) => page.evaluate((engine) => window.startEngine(engine), engine);
        const stop = (engine) => page.evaluate((engine) => window.stopEngine(engine), engine);
        const ask = (message) => page.evaluate((engine, message) => window.ask(engine, message), engine, message);
        await start(engine);
        const { ms } = await ask({ request: 'build', count });
        here.builds.push(ms);
        const { heap, wasm } = await memoryOf(page, engine);
        here.memory = heap + wasm;
        const all = (full) => page.evaluate((...asked) => window.askAll(...asked), engine, asked, full);
        await page.evaluate((...asked) => window.askAll(...asked), engine, before, true);
        here.full.push(await all(true));
        here.bare.push(await all(false));
        if (engine === 'ours') {
          const asked = hostile.map(([, text]) => ({ kind: 'as typed', words: [text] }));
          here.hostile = await page.evaluate((...asked) => window.askAll(...asked), engine, asked, true);
        }
        if (round === 0) {
          Object.assign(here, { saved: await ask({ request: 'save' }).catch(() => null) });
          if (here.saved?.size) {
            await stop(engine);
            await gone(page, engine);
            await start(engine);
            here.opened = await ask({ request: 'open', count, query: asked[0] });
            const rest = await memoryOf(page, engine);
            here.rest = rest.heap + rest.wasm;
          }
        }
      } catch (error) {
        here.note = String(error.message ?? error).slice(0, 90);
      }
      await page.close();
      console.error(`${count} documents, round ${round + 1}, ${engine}: ${show(bytes / 1e3 / here.builds.at(-1))} MB/s ${here.note}`);
    }
  }
  corpora.delete(count);
  say(`## ${count.toLocaleString('en')} documents, ${(bytes / 1e6).toFixed(1)} MB`);
  say();
  const best = (engine) => bytes / 1e3 / Math.min(...found[engine].builds);
  const mb = (value) => show(value === undefined || value === null ? NaN : value / 1e6);
  table(['engine', 'build, MB/s', 'ours is faster by', 'memory after build, MB', 'saved, MB', 'saved, s', 'reopened to first answer, ms', 'memory reopened, MB', ''],
    engines.map((engine) => {
      const { memory, saved, opened, rest, note } = found[engine];
      return [engine, show(best(engine)), show('ours' in found ? best('ours') / best(engine) : NaN), mb(memory), mb(saved?.size),
        show(saved?.size ? saved.ms / 1e3 : NaN, 2), show(opened?.ms), mb(rest), note];
    }));
  const kinds = ['all', ...new Set(asked.map(({ kind }) => kind))];
  for (const [mode, title] of [['full', 'Queries with snippets, facet counts and months, ms in the worker: p50 / p95 / p99'],
    ['bare', 'Top ten alone (ours makes snippets and counts with every answer)']]) {
    say(`${title}`);
    say();
    table(['kind', ...engines], kinds.map((kind) => [kind, ...engines.map((engine) => {
      const times = found[engine][mode].flatMap((all) => all.filter((time, number) => time && (kind === 'all' || asked[number].kind === kind)));
      const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
      return sorted.length ? [0.5, 0.95, 0.99].map((share) => show(at(sorted, share), 2)).join(' / ') : '–';
    })]));
  }
  const back = engines.map((engine) => {
    const sorted = found[engine].full.flat().filter(Boolean).map(({ back }) => back).sort((a, b) => a - b);
    return show(at(sorted, 0.95), 2);
  });
  say('From the page to the answer on the page, all queries, ms, p95');
  say();
  table(engines, [back]);
  if (!found.ours?.hostile) return;
  say('Hostile queries to ours, each once, ms in the worker');
  say();
  table(['query', 'ms'], hostile.map(([name], number) => [name, show(found.ours.hostile[number]?.ms)]));
}

const version = (name) => JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'))).version;
say('# Benchmarks in a browser');
say();
say(`Made by \`cargo xtask bench --browser\` on ${new Date().toISOString().slice(0, 10)}: ${await browser.version()}, ${cpus().length} cores `
  + `(${cpus()[0]?.model ?? 'unknown'}), load ${loadavg()[0].toFixed(1)} at the start; SQLite-wasm ${version('@sqlite.org/sqlite-wasm')} (FTS5, porter), `
  + `MiniSearch ${version('minisearch')}, FlexSearch ${version('flexsearch')} (strict), Orama ${version('@orama/orama')}.`);
say('Only ratios within one run carry over. Memory is the JavaScript heap after collection and wasm memory of the worker; those that do');
say('not store texts hold them beside the index. A dash: it cannot, or did not get so far. Before the queries that are measured, each engine');
say('answers eight others of every kind, so that the browser has compiled it; what is reopened has answered nothing before.');
say();
try {
  const wanted = (part) => options.only === '' || options.only === part;
  if (wanted('understanding')) await understanding();
  if (wanted('importing')) await importingFolder();
  if (wanted('page')) await pageAtWork();
  if (wanted('search')) for (const size of options.sizes.split(',').map(Number)) await searching(size);
} finally {
  await browser.close();
  server.close();
}
if (options.write) writeFileSync(options.write, `${report.join('\n').trimEnd()}\n`);
