// The ways in which people open the page; every test of what it does runs in each of them.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browserName } from './browser.mjs';
import { serve } from './server.mjs';

const root = resolve(import.meta.dirname, '../../..');

/** The folder that `cargo xtask build` made. */
export const dist = resolve(root, process.env.DIST ?? 'dist');
/** The same for a corpus of files that are all wrong in some way. */
export const badDist = resolve(root, process.env.BAD_DIST ?? 'target/bad-dist');
/** Where screenshots go; git ignores it. */
export const screenshots = resolve(root, 'test-results/screenshots');
export const projectRoot = root;

const served = (prefix) => async (folder = dist, others = {}) => serve(folder, prefix, others);
const fromDisk = async (folder = dist) => ({
  address: pathToFileURL(resolve(folder, 'article-explorer.html')).href,
  asked: [],
  close: async () => {},
});

const all = [
  { name: 'served at the root', open: served('/'), isFile: false },
  { name: 'served under /some/sub/path/', open: served('/some/sub/path/'), isFile: false },
  { name: 'one file from disk, offline', open: fromDisk, isFile: true },
];

// Where a page stands makes no difference that a browser makes: one of them sees to it.
export const sites = all.filter(({ name }) => browserName === 'chromium' || !name.includes('sub/path'));

// What is the same wherever the page stands is tried served and from disk; in the other browser from disk, where browsers are strictest.
export const anywhere = all.filter(({ name, isFile }) => isFile || (browserName === 'chromium' && !name.includes('sub/path')));
