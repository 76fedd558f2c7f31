// What engines that have no facets and snippets of their own need from the one who uses them.
export const facets = (docs, numbers) => {
  const counts = { lang: new Map(), source: new Map(), topic: new Map(), month: new Map() };
  const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const number of numbers) {
    const doc = docs[number];
    add(counts.lang, doc.lang);
    add(counts.source, doc.source);
    add(counts.topic, doc.topic);
    if (doc.date) add(counts.month, doc.date.slice(0, 7));
  }
  return counts;
};

/** The text around the first of the words. */
export const snippet = (text, words) => {
  const lower = text.toLowerCase();
  const at = Math.max(0, ...words.map((word) => lower.indexOf(word)));
  return text.slice(Math.max(0, at - 80), at + 120);
};

export const bytesOf = (text) => new TextEncoder().encode(text).buffer;
export const textOf = (bytes) => new TextDecoder().decode(bytes);
