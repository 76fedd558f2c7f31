import init from '/npm/@sqlite.org/sqlite-wasm/dist/index.mjs';

export const savesTexts = true;
const sqlite = await init();
export const wasmBytes = () => sqlite.wasm.memory.buffer.byteLength;
let db = new sqlite.oo1.DB(':memory:');

export function build(docs) {
  db.exec(`CREATE TABLE docs (number INTEGER PRIMARY KEY, lang, source, topic, month);
    CREATE VIRTUAL TABLE texts USING fts5(title, text, tokenize = 'porter unicode61');`);
  const facts = db.prepare('INSERT INTO docs VALUES (?, ?, ?, ?, ?)');
  const texts = db.prepare('INSERT INTO texts (rowid, title, text) VALUES (?, ?, ?)');
  db.transaction(() => {
    for (const doc of docs) {
      facts.bind([doc.number + 1, doc.lang, doc.source, doc.topic, doc.date?.slice(0, 7) ?? null]).stepReset();
      texts.bind([doc.number + 1, doc.title, doc.text]).stepReset();
    }
    db.exec("INSERT INTO texts (texts) VALUES ('optimize')");
  });
  facts.finalize();
  texts.finalize();
}
const quoted = (word) => `"${word}"`;
export function search({ kind, words }, full) {
  if (kind === 'typo') return null;
  const match = kind === 'phrase' ? quoted(words.join(' '))
    : words.map(quoted).join(' ') + (kind === 'prefix' ? '*' : '');
  const shown = full ? ", snippet(texts, 1, '<', '>', '…', 24)" : '';
  const hits = db.selectArrays(`SELECT rowid${shown} FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10`, [match]);
  if (!full) return hits.length;
  let total = 0;
  db.exec('CREATE TEMP TABLE IF NOT EXISTS found (number INTEGER PRIMARY KEY); DELETE FROM found');
  db.exec({ sql: 'INSERT INTO found SELECT rowid FROM texts WHERE texts MATCH ?', bind: [match] });
  for (const facet of ['lang', 'source', 'topic', 'month']) {
    const counts = db.selectArrays(`SELECT ${facet}, count(*) FROM found JOIN docs USING (number) GROUP BY 1`);
    if (facet === 'lang') total = counts.reduce((sum, [, count]) => sum + count, 0);
  }
  return total;
}
export const save = () => sqlite.capi.sqlite3_js_db_export(db).buffer;
export function open(bytes) {
  const { wasm, capi } = sqlite;
  const held = wasm.allocFromTypedArray(new Uint8Array(bytes));
  db.close();
  db = new sqlite.oo1.DB(':memory:');
  db.checkRc(capi.sqlite3_deserialize(db.pointer, 'main', held, bytes.byteLength, bytes.byteLength,
    capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE));
}
