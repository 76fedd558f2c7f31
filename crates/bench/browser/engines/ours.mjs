import start, { Engine } from '/ours/explorer-bench-engine.js';

export const savesTexts = true;
const models = new Uint8Array(await (await fetch('/dist/models.bin')).arrayBuffer());
const wasm = await start({ module_or_path: '/ours/engine.wasm' });
const engine = new Engine(models);
export const wasmBytes = () => wasm.memory.buffer.byteLength;

export function build(docs) {
  for (const { id, title, text, lang, source, topic, date } of docs) {
    engine.add(String(id), title, text, lang, source, topic, date ?? '');
  }
  engine.finish();
}
const typed = ({ kind, words }) => kind === 'phrase' ? `"${words.join(' ')}"` : words.join(' ') + (kind === 'prefix' ? '*' : '');
export const search = (query) => engine.search(typed(query));
export const save = () => engine.save().buffer;
export const open = (bytes) => engine.open(new Uint8Array(bytes));
