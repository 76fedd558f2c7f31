// How soon does the page show what was asked of it, with very many articles?
//
// An archive of recombined articles, made by `explorer pack`, is opened by the page's address. Then words are typed, values
// of facets clicked, the timeline brushed and the list scrolled, as by a person, and the page's own clock says how long
// each took: from the event's time stamp to the first frame after the answer was drawn. A frame of the list that comes later than the
// next two would have is what somebody sees as a stutter.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, random } from './corpus.mjs';

/** An archive of so many articles; its bytes. */
export function archive(explorer, data, count) {
  const folder = mkdtempSync(join(tmpdir(), 'at-work-'));
  try {
    const docs = load(data, count);
    const pick = random(11);
    for (let from = 0; from < count; from += 5000) {
      const lines = docs.slice(from, from + 5000).map(({ title, text, source }, at) => {
        const date = new Date(Date.UTC(2012, 0, 1) + pick(4500) * 86_400_000).toISOString().slice(0, 10);
        return JSON.stringify({ id: `made-${from + at}`, title, text: text.slice(0, 900), publisher: source, ...(at % 9 ? { date } : {}) });
      });
      writeFileSync(join(folder, `part-${String(from).padStart(7, '0')}.jsonl`), lines.join('\n'));
    }
    const out = join(folder, 'corpus.axa');
    execFileSync(explorer, ['pack', folder, '--out', out], { stdio: 'ignore' });
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is noted in the page: when each wish came, and when its answer had been painted. */
const note = () => {
  const wishes = [];
  globalThis.noted = { times: [], frames: [] };
  for (const type of ['input', 'click', 'pointermove']) {
    document.addEventListener(type, (event) => {
      if (globalThis.noting === type && event.isTrusted) wishes.push(event.timeStamp);
    }, { capture: true, passive: true });
  }
  // The page measures each answer in the moment it has come, before it draws it.
  const measure = performance.measure.bind(performance);
  performance.measure = (name, ...rest) => {
    const answer = measure(name, ...rest);
    if (name === 'query' && wishes.length) {
      // The answer is to the latest wish before it was asked; earlier ones were overtaken by it.
      const asked = wishes.filter((wish) => wish <= answer.startTime + 1);
      wishes.splice(0, asked.length);
      const wish = asked.at(-1);
      if (wish !== undefined) {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          // The first task after a frame's callbacks comes when the frame has been drawn.
          port1.onmessage = () => globalThis.noted.times.push([performance.now() - wish, answer.duration]);
          port2.postMessage(null);
        });
      }
    }
    return answer;
  };
};

const rest = (ms) => new Promise((done) => setTimeout(done, ms));

/** Waits until no answer has come for a while, then takes what was noted. */
async function taken(page) {
  await rest(600);
  return page.evaluate(() => globalThis.noted.times.splice(0));
}

export async function atWork(browser, address, count) {
  const page = await browser.newPage();
  page.setDefaultTimeout(900_000);
  await page.setViewport({ width: 1440, height: 900 });
  await page.evaluateOnNewDocument(note);
  const start = performance.now();
  await page.goto(address);
  // Not at every frame: what is measured afterwards begins with a page at rest.
  await page.waitForFunction((count) => performance.getEntriesByName('ingest').some((entry) => entry.detail.articles >= count), { polling: 250 }, count);
  const seconds = (performance.now() - start) / 1000;
  await page.waitForSelector('#results .hit-link');
  await rest(2000);
  const noting = (type) => page.evaluate((type) => { globalThis.noting = type; }, type);
  await taken(page);

  await noting('input');
  await page.focus('#search');
  for (const word of ['government', 'minister', 'election', 'water', 'school', 'police', 'market', 'football', 'history', 'museum', 'energy', 'children']) {
    for (const letter of word) {
      await page.keyboard.press(letter);
      await rest(150);
    }
    await page.$eval('#search', (box) => box.select());
  }
  const typing = await taken(page);
  await page.keyboard.press('Backspace');
  await taken(page);

  await noting('click');
  for (let round = 0; round < 4; round++) {
    for (const group of ['Language', 'Source', 'Topic']) {
      const boxes = await page.$$(`[role=group][aria-label="${group}"] .value > label`);
      for (let at = 0; at < Math.min(3, boxes.length); at++) {
        // What is chosen moves to the front: the box is asked for again.
        const box = (await page.$$(`[role=group][aria-label="${group}"] .value > label`))[at];
        await box.click();
        await rest(150);
      }
    }
    await page.evaluate(() => [...document.querySelectorAll('.chips button')].at(-1)?.click());
    await rest(400);
  }
  const clicking = await taken(page);

  await noting('pointermove');
  const picture = await page.$('.timeline svg');
  for (let round = 0; round < 4; round++) {
    // What was chosen before stands above it: it has moved.
    await picture.scrollIntoView();
    const { x, y, width, height } = await picture.boundingBox();
    await page.mouse.move(x + width * 0.2, y + height / 2);
    await page.mouse.down();
    for (let step = 0; step < 16; step++) {
      await page.mouse.move(x + width * (0.22 + step * 0.04), y + height / 2);
      await rest(120);
    }
    await page.mouse.up();
  }
  const brushing = await taken(page);
  await page.evaluate(() => [...document.querySelectorAll('.chips button')].at(-1)?.click());
  await noting('');
  await rest(800);

  await page.evaluate(() => {
    let last = performance.now();
    const frame = (now) => {
      globalThis.noted.frames.push(now - last);
      last = now;
      if (!globalThis.still) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.mouse.move(600, 600);
  for (let step = 0; step < 150; step++) {
    await page.mouse.wheel({ deltaY: step % 50 === 49 ? 20_000 : 240 });
    await rest(16);
  }
  const frames = await page.evaluate(() => {
    globalThis.still = true;
    return globalThis.noted.frames.slice(2);
  });
  await page.close();
  return { seconds, typing, clicking, brushing, frames };
}
