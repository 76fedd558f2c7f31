// One engine in a worker: builds, answers, saves, opens, and says how long each took.
const { engine: name } = Object.fromEntries(new URLSearchParams(location.search));
const engine = await import(`./engines/${name}.mjs`);

async function read(count) {
  const lines = (await (await fetch(`/corpus/${count}.jsonl`)).text()).split('\n').filter(Boolean);
  return lines.map((line, number) => ({ number, ...JSON.parse(line) }));
}

const requests = {
  async build({ count }) {
    const docs = await read(count);
    const start = performance.now();
    await engine.build(docs);
    return { ms: performance.now() - start };
  },
  async search({ query, full }) {
    const start = performance.now();
    const total = await engine.search(query, full);
    return { ms: performance.now() - start, total };
  },
  async save() {
    const start = performance.now();
    const bytes = await engine.save();
    return { ms: performance.now() - start, size: bytes?.byteLength ?? null, bytes };
  },
  // What is not in the saved form (texts, for most) is read again before the clock starts.
  async open({ bytes, count, query }) {
    const docs = engine.savesTexts ? null : await read(count);
    const start = performance.now();
    await engine.open(bytes, docs);
    const total = await engine.search(query, true);
    return { ms: performance.now() - start, total };
  },
  async wasmBytes() {
    return { bytes: engine.wasmBytes?.() ?? 0 };
  },
};

onmessage = async ({ data: { id, request, ...rest } }) => {
  try {
    const answer = await requests[request](rest);
    postMessage({ id, answer }, answer.bytes instanceof ArrayBuffer ? [answer.bytes] : []);
  } catch (error) {
    postMessage({ id, error: String(error?.message ?? error) });
  }
};
postMessage({ ready: true });
