// Runs in the worker, behind a program's own glue: loads the program and hands it its port.
self.onmessage = async ({ data: { entry, module, port, lock } }) => {
  self.onmessage = null;
  // The page counts what is asked for, also in here, and what its policy refuses.
  self.addEventListener('securitypolicyviolation', ({ blockedURI }) => self.postMessage(blockedURI));
  if (self.PerformanceObserver) {
    new PerformanceObserver((list) => list.getEntries().forEach(({ name }) => self.postMessage(name)))
      .observe({ type: 'resource', buffered: true });
  }
  try {
    // Held for as long as this worker lives: whoever gets it next knows that it has ended.
    if (navigator.locks) {
      await new Promise((held) => navigator.locks.request(lock, () => (held(), new Promise(() => {}))));
    }
    await self[entry]({ module_or_path: module });
    self[entry].connect(port);
  } catch (error) {
    port.postMessage({ refused: String(error) });
  }
};
