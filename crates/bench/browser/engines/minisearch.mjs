import MiniSearch from '/npm/minisearch/dist/es/index.js';
import { bytesOf, facets, snippet, textOf } from './shared.mjs';

const options = { idField: 'number', fields: ['title', 'text'] };
let index;
let docs;
export function build(all) {
  docs = all;
  index = new MiniSearch(options);
  index.addAll(docs);
}
export function search({ kind, words }, full) {
  if (kind === 'phrase') return null;
  const found = index.search(words.join(' '),
    { combineWith: 'AND', prefix: kind === 'prefix', fuzzy: kind === 'typo' ? 1 : false });
  if (full) {
    facets(docs, found.map(({ id }) => id));
    found.slice(0, 10).map(({ id }) => snippet(docs[id].text, words));
  }
  return found.length;
}
export const save = () => bytesOf(JSON.stringify(index));
export function open(bytes, all) {
  docs = all;
  index = MiniSearch.loadJSON(textOf(bytes), options);
}
