// The texts: 20,000 real articles of the development data or, without it, made ones; more are recombined from the
// sentences of different articles of a language by a seeded generator.
import { readFileSync, existsSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { join } from 'node:path';

/** A generator of whole numbers below a limit (mulberry32). */
export function random(seed) {
  return (below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const lines = (file) => gunzipSync(readFileSync(file)).toString('utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));

function madeDocs(count) {
  const pick = random(4);
  const syllables = 'ba de fi go lu ma ne pi ro su ta ve wi xo zu kra sto ble gri phe'.split(' ');
  const vocabulary = Array.from({ length: 20000 }, () => Array.from({ length: 2 + pick(3) }, () => syllables[pick(syllables.length)]).join(''));
  // Few words are frequent, as in a language: a power law by squaring twice.
  const word = () => vocabulary[Math.floor((pick(1e6) / 1e6) ** 4 * vocabulary.length)];
  const sentence = () => { const text = Array.from({ length: 8 + pick(14) }, word).join(' '); return `${text[0].toUpperCase()}${text.slice(1)}.`; };
  return Array.from({ length: count }, (_, number) => ({
    id: `made-${number}`, title: sentence().slice(0, -1), text: Array.from({ length: 6 + pick(16) }, sentence).join(' '),
    lang: 'en', source: `source-${pick(40)}`, topic: `topic-${pick(17)}`, date: `20${10 + pick(15)}-0${1 + pick(9)}-1${pick(9)}`,
  }));
}

/** The first `count` documents of the corpus. */
export function load(data, count) {
  const file = join(data, 'bench/news-20k.jsonl.gz');
  const docs = existsSync(file) ? lines(file) : madeDocs(Math.min(count, 20000));
  if (count <= docs.length) return docs.slice(0, count);
  const pick = random(2022);
  const byLanguage = new Map();
  for (const doc of docs) {
    const sentences = doc.text.split(/(?<=\. )/);
    (byLanguage.get(doc.lang) ?? byLanguage.set(doc.lang, []).get(doc.lang)).push({ doc, sentences });
  }
  const real = docs.length;
  while (docs.length < count) {
    const like = docs[docs.length % real];
    const same = byLanguage.get(like.lang);
    let text = '';
    while (text.length < like.text.length) {
      const { sentences } = same[pick(same.length)];
      text += sentences[pick(sentences.length)];
    }
    docs.push({ ...like, id: `made-${docs.length}`, title: same[pick(same.length)].doc.title, text });
  }
  return docs;
}

/** Raw texts to understand: scraped pages where the data has them, else the corpus' articles between menus. */
export function rawTexts(data) {
  const file = join(data, 'rawtext/wcxb-dev-text.jsonl.gz');
  if (existsSync(file)) return { name: 'scraped pages with their menus', texts: lines(file).map(({ text }) => text) };
  const menu = ['Home', 'News', 'Sport', 'About us', 'Contact', 'Subscribe to our newsletter', ''].join('\n');
  const texts = madeDocs(1000).map(({ title, text, date }) => `${menu}\n${title}\n\nPublished ${date}\n\n${text}\n\nShare on Facebook\n© 2024 Example Media\n`);
  return { name: 'made articles between made menus', texts };
}

/** What is asked: `each` queries of every kind; words are ASCII, in small letters. Another seed gives others. */
export function queries(docs, each, seed = 7) {
  const pick = random(seed);
  const words = (text) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => /^[A-Za-z]{2,}$/.test(word)).map((word) => word.toLowerCase());
  const sample = docs.slice(0, 20000);
  const frequency = new Map();
  for (const { text } of sample) for (const word of new Set(words(text))) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const between = (low, high) => [...frequency].filter(([, count]) => count >= low && count < high).map(([word]) => word).sort();
  const frequent = between(sample.length / 20, Infinity);
  const rare = between(2, 20);
  const some = (count) => {
    for (;;) {
      const there = words(docs[pick(docs.length)].text).filter((word) => word.length > 3);
      if (there.length > 20) return Array.from({ length: count }, () => there[pick(there.length)]);
    }
  };
  const phrase = () => {
    for (;;) {
      const there = docs[pick(docs.length)].text.split(' ');
      const from = pick(Math.max(1, there.length - 3));
      const taken = there.slice(from, from + 2 + pick(2));
      if (taken.length > 1 && taken.every((word) => /^[A-Za-z]+$/.test(word))) return taken.map((word) => word.toLowerCase());
    }
  };
  const slip = () => { let word; do [word] = some(1); while (word.length < 7); return [`${word.slice(0, 3)}x${word.slice(3)}`]; };
  const kinds = {
    'frequent': () => [frequent[pick(frequent.length)]], 'rare': () => [rare[pick(rare.length)]],
    'two words': () => some(2), 'three words': () => some(3), 'prefix': () => [some(1)[0].slice(0, 4)],
    'typo': slip, 'phrase': phrase,
  };
  return Object.entries(kinds).flatMap(([kind, make]) => Array.from({ length: each }, () => ({ kind, words: make() })));
}
