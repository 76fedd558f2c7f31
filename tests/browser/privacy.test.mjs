// Nothing leaves the page: counted over the browser's own protocol, workers included.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { choose, openPage, read, search, waitForHits } from './support/page.mjs';
import { sites } from './support/sites.mjs';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Collects every request of the tab and of its workers from now on. */
async function countRequests(page) {
  const requests = [];
  if (browserName !== 'chromium') {
    page.on('request', (request) => requests.push(request.url()));
    return requests;
  }
  const client = await page.createCDPSession();
  const watch = async (session) => {
    session.on('Network.requestWillBeSent', ({ request }) => requests.push(request.url));
    session.on('Network.webSocketCreated', ({ url }) => requests.push(url));
    await session.send('Network.enable');
  };
  await watch(client);
  client.on('sessionattached', async (session) => {
    await watch(session).catch(() => {});
    await session.send('Runtime.runIfWaitingForDebugger').catch(() => {});
  });
  await client.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
  return requests;
}

const canary = async (address) => {
  try {
    await fetch(address, { mode: 'no-cors' });
    return 'let through';
  } catch {
    return 'refused';
  }
};

/** Puts into every worker's script what tries a request when it is told to. */
const putCanaries = (canary) => {
  const listen = `;{const asked = new BroadcastChannel('canary'); const canary = ${canary};
    asked.onmessage = async ({ data }) => { if (data.address) asked.postMessage({ came: await canary(data.address) }); };}`;
  globalThis.Blob = class extends Blob {
    constructor(parts, options) {
      super(/javascript/.test(options?.type) ? [...parts, listen] : parts, options);
    }
  };
};
const askWorkers = (address) =>
  new Promise((resolve) => {
    const asked = new BroadcastChannel('canary');
    asked.onmessage = ({ data }) => resolve(data.came);
    asked.postMessage({ address });
  });

const askedElsewhere = (page) => page.$eval('.foot-asked', (line) => line.textContent);

for (const site of sites) {
  describe(site.name, () => {
    let opened, elsewhere;
    before(async () => {
      opened = await site.open();
      // A real server on another origin: only the policy keeps a request from arriving.
      elsewhere = await sites[0].open();
    });
    after(async () => {
      await opened?.close();
      await elsewhere?.close();
    });

    test('once ready, searching, filtering and reading send no request', async () => {
      let requests;
      const tab = await openPage(browser, opened.address, {
        isFile: site.isFile,
        before: async (page) => {
          requests = await countRequests(page);
        },
      });
      try {
        assert.ok(requests.length >= 1, 'the counter sees the requests of the start');
        await new Promise((resolve) => setTimeout(resolve, 300));
        requests.length = 0;
        opened.asked.length = 0;
        await search(tab.page, 'Kremlin');
        await choose(tab.page, 'Language', 'Dutch');
        await waitForHits(tab.page, 1);
        await read(tab.page);
        await new Promise((resolve) => setTimeout(resolve, 700));
        assert.deepEqual(requests.filter((url) => !url.startsWith('blob:')), []);
        assert.equal(await askedElsewhere(tab.page), '0 requests elsewhere');
        assert.deepEqual(opened.asked, []);
        assert.deepEqual(tab.trouble, []);
      } finally {
        await tab.close();
      }
    });

    test('a request to another origin is refused from the page and from the worker', async () => {
      const tab = await openPage(browser, opened.address, { before: (page) => page.evaluateOnNewDocument(putCanaries, `${canary}`) });
      try {
        elsewhere.asked.length = 0;
        const address = `${elsewhere.address}canary`;
        assert.equal(await tab.page.evaluate(canary, address), 'refused');
        assert.notEqual(await askedElsewhere(tab.page), '0 requests elsewhere', 'the page says so');
        const before = Number.parseInt(await askedElsewhere(tab.page), 10);
        assert.equal(await tab.page.evaluate(askWorkers, address), 'refused');
        assert.deepEqual(elsewhere.asked, []);
        await tab.page.waitForFunction(
          (before) => Number.parseInt(document.querySelector('.foot-asked').textContent, 10) > before, {}, before);
      } finally {
        await tab.close();
      }
    });

    test('a script that article text brings along is never run', async () => {
      const tab = await openPage(browser, opened.address, { isFile: site.isFile });
      try {
        await tab.page.evaluate(async () => {
          const text = 'Harbour news <img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</' + 'script>\n\nThe harbour master spoke.';
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], 'hostile.txt'));
          const input = document.querySelector('input[type=file]:not([webkitdirectory])');
          input.files = transfer.files;
          input.dispatchEvent(new Event('change', { bubbles: true }));
        });
        await waitForHits(tab.page, 6);
        await search(tab.page, 'harbour master');
        await waitForHits(tab.page, 1);
        await read(tab.page);
        assert.equal(await tab.page.evaluate(() => globalThis.ran), undefined);
        assert.deepEqual(await tab.page.evaluate(() => globalThis.policyReports), []);
      } finally {
        await tab.close();
      }
    });
  });
}
