// A static server for the built page, under any prefix, that remembers what it was asked.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json', '.txt': 'text/plain; charset=utf-8',
  '.bin': 'application/octet-stream', '.webmanifest': 'application/manifest+json',
};

/**
 * Serves `root` under `prefix` (which begins and ends with a slash) on a free port of this machine; beside its files those
 * of `others`, texts by name.
 */
export async function serve(root, prefix = '/', others = {}) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    asked.push(path);
    const below = path.startsWith(prefix) ? path.slice(prefix.length) || 'index.html' : null;
    const file = below === null ? null : normalize(join(root, below));
    try {
      if (!file?.startsWith(normalize(root) + sep)) throw new Error('outside');
      const bytes = others[below] ?? (await readFile(file));
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
      response.end(bytes);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('not here');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that fails before it closes its server must not keep the whole run waiting.
  server.unref();
  const address = `http://127.0.0.1:${server.address().port}${prefix}`;
  // Connections that a browser keeps open would be answered still.
  const cut = () => server.closeAllConnections();
  return { address, asked, cut, close: () => new Promise((resolve) => server.close(resolve)) };
}
