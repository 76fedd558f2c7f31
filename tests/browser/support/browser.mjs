// A real browser, found on this machine, without anything it would like to fetch for itself.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const chromiums = [process.env.CHROME, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const firefoxes = [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Which browser the tests drive: `BROWSER=firefox`, or Chromium. */
export const browserName = process.env.BROWSER ?? 'chromium';

export async function launch() {
  const candidates = browserName === 'firefox' ? firefoxes : chromiums;
  const executablePath = candidates.find((path) => path && existsSync(path));
  if (!executablePath) {
    throw new Error(`No ${browserName} was found. Name one with ${browserName === 'firefox' ? 'FIREFOX' : 'CHROME'}.`);
  }
  if (browserName === 'firefox') {
    return puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  }
  return puppeteer.launch({
    executablePath,
    headless: true,
    args: [
      // Root, as in a container, cannot have the sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic',
      '--no-first-run', '--disable-gpu', '--lang=en-GB',
    ],
  });
}
