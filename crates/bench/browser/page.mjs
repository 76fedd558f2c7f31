// What the page does in the benchmarks: starts workers and hands requests to them.
// What is said to an importer and what it says, by the numbers that crates/protocol/src/order.rs gives them.
const [BEGIN, READ] = [0, 1];
const [READY, DONE, DIED] = [0, 2, 4];

const workers = new Map();
let next = 0;

window.startEngine = (engine) => new Promise((resolve, reject) => {
  const worker = new Worker(`/worker.mjs?engine=${engine}`, { type: 'module' });
  const waiting = new Map();
  worker.onmessage = ({ data }) => {
    if (data.ready) return resolve();
    const { resolve: done, reject: failed } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error) failed(new Error(data.error)); else done(data.answer);
  };
  worker.onerror = (event) => reject(new Error(event.message ?? 'the worker did not start'));
  workers.set(engine, { worker, waiting });
});

const ask = (engine, message, transfer = []) => new Promise((resolve, reject) => {
  const { worker, waiting } = workers.get(engine);
  const id = next++;
  waiting.set(id, { resolve, reject });
  worker.postMessage({ id, ...message }, transfer);
});

const kept = new Map();
window.ask = async (engine, message) => {
  const transfer = [];
  if (message.request === 'open') transfer.push(message.bytes = kept.get(engine));
  const { bytes, ...answer } = await ask(engine, message, transfer);
  if (message.request === 'save' && bytes) kept.set(engine, bytes);
  return message.request === 'wasmBytes' ? { bytes } : answer;
};

/** Times of many queries: in the worker, and from the page and back. */
window.askAll = async (engine, queries, full) => {
  const times = [];
  for (const query of queries) {
    const start = performance.now();
    const answer = await ask(engine, { request: 'search', query, full });
    times.push(answer.total === null ? null : { ms: answer.ms, total: answer.total, back: performance.now() - start });
  }
  return times;
};

window.stopEngine = (engine) => {
  workers.get(engine)?.worker.terminate();
  workers.delete(engine);
};

/**
 * Milliseconds in which the page's own importer, in a worker, understands and packs all texts: a file each, in a new worker;
 * then as the lines of one file, again and again, as in a large folder: by then the browser has compiled what is needed.
 */
window.understand = async (rounds) => {
  const texts = await (await fetch('/raw.json')).json();
  const bytes = texts.map((text) => new TextEncoder().encode(text));
  const lines = new TextEncoder().encode(texts.map((text, id) => JSON.stringify({ id: `text-${id}`, text })).join('\n'));
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const boot = "onmessage = async ({ data: { wasm, port } }) => { await explorer_importer({ module_or_path: wasm }); explorer_importer.connect(port); };";
    const script = new Blob([await (await fetch('/dist/importer.js')).text(), '\n', boot], { type: 'text/javascript' });
    const worker = new Worker(URL.createObjectURL(script));
    const { port1, port2 } = new MessageChannel();
    const wasm = await WebAssembly.compile(await (await fetch('/dist/importer.wasm')).arrayBuffer());
    const [tables, models] = await Promise.all(
      ['tables', 'models'].map(async (part) => (await fetch(`/dist/${part}.bin`)).arrayBuffer()),
    );
    const heard = (wanted) => new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('the importer says nothing')), 60_000);
      port1.onmessage = ({ data: { message: [numbers, said] } }) => {
        if (numbers[0] === DIED) reject(new Error(said[0]));
        if (numbers[0] === wanted) resolve(numbers);
      };
    });
    const ready = heard(READY);
    worker.postMessage({ wasm, port: port2 }, [port2]);
    await ready;
    // The engine's part: whatever comes is taken in at once.
    const engine = new MessageChannel();
    engine.port1.onmessage = ({ data: [, block] }) => block && engine.port1.postMessage(block.byteLength);
    const beside = [tables, models, engine.port2];
    port1.postMessage({ message: [[BEGIN, 0, 1, 2], []], buffers: beside }, beside);
    let articles = 0;
    let number = 0;
    const read = async (all, ending) => {
      const start = performance.now();
      articles = 0;
      for (const text of all) {
        const done = heard(DONE);
        port1.postMessage({ message: [[READ, 1, number, 0, 0, 0], [`${number}.${ending}`]], buffers: [new Blob([text])] });
        number += 1;
        // Of what follows the choice: how many files, the file, and what it gave.
        articles += (await done)[3];
      }
      return performance.now() - start;
    };
    // Some first, so that the models are open.
    await read(bytes.slice(0, 20), 'txt');
    const files = await read(bytes, 'txt');
    if (articles < bytes.length) throw new Error(`${articles} articles of ${bytes.length} texts`);
    const again = [];
    for (let turn = 0; turn < 5; turn += 1) {
      again.push(await read([lines], 'jsonl'));
      if (articles < texts.length) throw new Error(`${articles} articles of ${texts.length} lines`);
    }
    times.push([files, ...again]);
    worker.terminate();
  }
  return { times, bytes: bytes.reduce((sum, one) => sum + one.length, 0), texts: texts.length };
};
document.title = 'ready';
