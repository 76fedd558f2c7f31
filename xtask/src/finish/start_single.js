
if (!window.tooOld)
  (async () => {
    const packed = Uint8Array.from(atob(document.getElementById("page-wasm").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    await __wbg_init({ module_or_path: await new Response(stream).arrayBuffer() });
  })().catch((error) => {
    console.error(error);
    cannotStart("Article Explorer could not start: " + error.message + ".");
  });
