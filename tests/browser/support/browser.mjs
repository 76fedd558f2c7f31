// A real browser, found on this machine, without anything it would like to fetch for itself.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const chromiums = [process.env.CHROME, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const firefoxes = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Which browser the tests drive: `BROWSER=firefox`, or Chromium. */
export const browserName = process.env.BROWSER ?? 'chromium';

/**
 * Starts it; `scheme` and `motion` are what its user prefers: `light` or `dark`, `reduce` or nothing. What it keeps is in
 * `folder`, if one is given; `args` are more of Chromium's own.
 */
export async function launch({ scheme = 'light', motion, folder, args = [] } = {}) {
  const candidates = browserName === 'firefox' ? firefoxes : chromiums;
  const executablePath = candidates.find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new Error(`No ${browserName} was found. Name one with ${browserName === 'firefox' ? 'FIREFOX' : 'CHROME'}.`);
  }
  if (browserName === 'firefox') {
    return puppeteer.launch({
      browser: 'firefox',
      executablePath,
      headless: true,
      // What Chromium is told for a tab, Firefox is told for good.
      extraPrefsFirefox: {
        'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1,
        'ui.prefersReducedMotion': motion === 'reduce' ? 1 : 0,
      },
    });
  }
  const browser = await puppeteer.launch({
    executablePath,
    headless: true,
    userDataDir: folder,
    args: [
      // Root, as in a container, cannot have the sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic',
      '--no-first-run', '--disable-gpu', '--lang=en-GB',
      ...args,
    ],
  });
  preferred.set(browser, [
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: motion ?? 'no-preference' },
  ]);
  return browser;
}

const preferred = new WeakMap();

/** Tells a tab what its user prefers, where that is told to each. */
export async function prepare(browser, page) {
  const features = preferred.get(browser);
  if (features) await page.emulateMediaFeatures(features);
}
