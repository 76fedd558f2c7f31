import { Index } from '/npm/flexsearch/dist/flexsearch.bundle.module.min.mjs';
import { bytesOf, facets, snippet, textOf } from './shared.mjs';

let index;
let docs;
const fresh = () => new Index({ tokenize: 'strict' });
export function build(all) {
  docs = all;
  index = fresh();
  for (const doc of docs) index.add(doc.number, `${doc.title} ${doc.text}`);
}
export function search({ kind, words }, full) {
  if (kind !== 'frequent' && kind !== 'rare' && kind !== 'two words' && kind !== 'three words') return null;
  const found = index.search(words.join(' '), { limit: full ? docs.length : 10 });
  if (full) {
    facets(docs, found);
    found.slice(0, 10).map((number) => snippet(docs[number].text, words));
  }
  return found.length;
}
export async function save() {
  const parts = [];
  await index.export((key, data) => { parts.push([key, data]); });
  return bytesOf(JSON.stringify(parts));
}
export function open(bytes, all) {
  docs = all;
  index = fresh();
  for (const [key, data] of JSON.parse(textOf(bytes))) index.import(key, data);
}
