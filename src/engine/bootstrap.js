// Runs in the worker, behind the engine's own glue: loads the program and hands it its port.
self.onmessage = async ({ data: { module, port, lock } }) => {
  self.onmessage = null;
  try {
    // Held for as long as this worker lives: whoever gets it next knows that it has ended.
    if (navigator.locks) {
      await new Promise((held) => navigator.locks.request(lock, () => (held(), new Promise(() => {}))));
    }
    await wasm_bindgen({ module_or_path: module });
    wasm_bindgen.connect(port);
  } catch (error) {
    port.postMessage({ refused: String(error) });
  }
};
