import { create, insertMultiple, load, save as saved, search as find } from '/npm/@orama/orama/dist/browser/index.js';
import { bytesOf, snippet, textOf } from './shared.mjs';

export const savesTexts = true;
const fresh = () => create({ schema: { title: 'string', text: 'string', lang: 'enum', source: 'enum', topic: 'enum', month: 'enum' } });
let db = fresh();
export async function build(docs) {
  const all = docs.map(({ number, title, text, lang, source, topic, date }) =>
    ({ id: String(number), title, text, lang, source, topic, month: date?.slice(0, 7) ?? '' }));
  await insertMultiple(db, all, 1000);
}
export async function search({ kind, words }, full) {
  if (kind === 'phrase') return null;
  const found = await find(db, {
    term: words.join(' '), properties: ['title', 'text'], threshold: 0, limit: 10, exact: false,
    tolerance: kind === 'typo' ? 1 : 0,
    ...(full ? { facets: { lang: {}, source: {}, topic: {}, month: {} } } : {}),
  });
  if (full) found.hits.map((hit) => snippet(hit.document.text, words));
  return found.count;
}
export const save = () => bytesOf(JSON.stringify(saved(db)));
export function open(bytes) {
  db = fresh();
  load(db, JSON.parse(textOf(bytes)));
}
