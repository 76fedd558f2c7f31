import start, { Engine } from '/ours/explorer-bench-engine.js';

export const savesTexts = true;
const tables = new Uint8Array(await (await fetch('/dist/tables.bin')).arrayBuffer());
const wasm = await start({ module_or_path: '/ours/engine.wasm' });
const engine = new Engine(tables);
export const wasmBytes = () => wasm.memory.buffer.byteLength;

// Texts go in as bytes, as the page has them: one call encodes a document's fields into the engine's own memory.
const encoder = new TextEncoder();
export function build(docs) {
  for (const { id, title, text, lang, source, topic, date } of docs) {
    const fields = [String(id), title, text, lang, source, topic, date ?? ''];
    const room = fields.reduce((sum, field) => sum + field.length * 3, 0);
    const into = new Uint8Array(wasm.memory.buffer, engine.room(room), room);
    const ends = new Uint32Array(fields.length);
    let at = 0;
    fields.forEach((field, number) => {
      at += encoder.encodeInto(field, into.subarray(at)).written;
      ends[number] = at;
    });
    engine.add(ends);
  }
  engine.finish();
}
const typed = ({ kind, words }) => kind === 'as typed' ? words[0] : kind === 'phrase' ? `"${words.join(' ')}"` : words.join(' ') + (kind === 'prefix' ? '*' : '');
export const search = (query) => engine.search(typed(query));
export const save = () => engine.save().buffer;
export const open = (bytes) => engine.open(new Uint8Array(bytes));
