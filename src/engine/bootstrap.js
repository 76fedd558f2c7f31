// Runs in the worker, behind the engine's own glue: loads the program and hands it its port.
self.onmessage = async ({ data: { module, port } }) => {
  self.onmessage = null;
  try {
    await wasm_bindgen({ module_or_path: module });
    wasm_bindgen.connect(port);
  } catch (error) {
    port.postMessage({ refused: String(error) });
  }
};
