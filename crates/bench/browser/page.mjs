// What the page does in the benchmarks: starts workers and hands requests to them.
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

/** Milliseconds in which the page's own engine, in a worker, understands all texts, some times over. */
window.understand = async (rounds) => {
  const texts = await (await fetch('/raw.json')).json();
  const bytes = texts.map((text) => new TextEncoder().encode(text));
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const boot = "onmessage = async ({ data: { wasm, port } }) => { await wasm_bindgen({ module_or_path: wasm }); wasm_bindgen.connect(port); };";
    const script = new Blob([await (await fetch('/dist/engine.js')).text(), '\n', boot], { type: 'text/javascript' });
    const worker = new Worker(URL.createObjectURL(script));
    const { port1, port2 } = new MessageChannel();
    const heard = (wanted) => new Promise((resolve, reject) => {
      port1.onmessage = ({ data }) => {
        const message = data.message ?? data;
        const inner = message.message ?? message;
        // Texts that were broken by a wrong encoding are read by the program for that, which the page brings when asked.
        if (inner === 'NeedsReaders') {
          const program = readers.slice(0);
          port1.postMessage({ message: { id: 99, message: { Readers: { program: 0 } } }, buffers: [program] }, [program]);
          return;
        }
        if (inner.Failed ?? inner.Died) reject(new Error(JSON.stringify(inner)));
        if (inner[wanted] !== undefined) resolve(inner[wanted]);
      };
    });
    const wasm = await WebAssembly.compile(await (await fetch('/dist/engine.wasm')).arrayBuffer());
    const models = await (await fetch('/dist/models.bin')).arrayBuffer();
    const readers = await (await fetch('/dist/readers.wasm')).arrayBuffer();
    const ready = heard('Ready');
    worker.postMessage({ wasm, port: port2 }, [port2]);
    await ready;
    const care = { announce: false, skip: [] };
    const send = (id, message, buffers) => port1.postMessage({ message: { id, message }, buffers }, buffers);
    send(0, { Begin: { models: 0 } }, [models]);
    // Some first, so that the models are open and the code is compiled; changed a little, as the same file is read once.
    const add = (id, all) => {
      const done = heard('Ingested');
      const files = all.map((_, at) => ({ path: `${id}-${at}.txt`, buffer: at }));
      send(id, { AddFiles: { files, care } }, all.map((one) => one.slice().buffer));
      return done;
    };
    await add(1, texts.slice(0, 20).map((text) => new TextEncoder().encode(`${text}\n\nOnce more.\n`)));
    const start = performance.now();
    const { articles } = await add(2, bytes);
    times.push(performance.now() - start);
    if (articles < bytes.length) throw new Error(`${articles} articles of ${bytes.length} texts`);
    worker.terminate();
  }
  return { times, bytes: bytes.reduce((sum, one) => sum + one.length, 0), texts: texts.length };
};
document.title = 'ready';
