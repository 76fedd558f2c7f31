// What a screen reader is given in the main states: roles, names and what is set, read over by people and kept in trees/.
//
// EXPLORER_WRITE_TREES=1 writes them anew; what has changed is then looked at like any other change.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { browserName, launch } from './support/browser.mjs';
import { openPage, settled } from './support/page.mjs';
import { dist } from './support/sites.mjs';
import { serve } from './support/server.mjs';
import { states } from './support/states.mjs';

const folder = join(import.meta.dirname, 'trees');
const main = ['start', 'results', 'filtered', 'no-hits', 'reading', 'why', 'setting-a-label', 'own-topic', 'export', 'additions',
  'citing', 'help', 'table', 'query-mistake', 'filters-phone'];

// What has no meaning of its own: what is in it stands for it.
const passedOver = new Set(['generic', 'none', 'presentation', 'InlineTextBox', 'LineBreak', 'ListMarker', 'LabelText']);

/** A line a node: its role, its name, and what is said of it. */
function lines(node, depth = 0, of = '') {
  const { role, name, children = [], ...said } = node;
  if (passedOver.has(role)) return children.flatMap((child) => lines(child, depth, of));
  // Text that is the name of what holds it has been said.
  if (role === 'StaticText' && (!name?.trim() || name === of)) return [];
  const more = ['value', 'description', 'checked', 'pressed', 'expanded', 'disabled', 'focused', 'required', 'level', 'valuetext', 'valuemin', 'valuemax', 'invalid', 'modal', 'autocomplete', 'haspopup', 'readonly', 'multiline']
    .filter((key) => said[key] !== undefined && said[key] !== false)
    .map((key) => (said[key] === true ? key : `${key}=${said[key]}`));
  const line = `${'  '.repeat(depth)}${role}${name ? ` “${name.replace(/\s+/g, ' ').trim()}”` : ''}${more.length ? ` (${more.join(', ')})` : ''}`;
  return [line, ...children.flatMap((child) => lines(child, depth + 1, name))];
}

// Firefox gives no tree to those who drive it; what the tree is made of is tested there by roles and names.
if (browserName === 'chromium') {
  describe('what a screen reader is given', () => {
    let browser, site;
    before(async () => {
      browser = await launch({ motion: 'reduce' });
      site = await serve(dist);
      await mkdir(folder, { recursive: true });
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    for (const name of main) {
      test(name, async () => {
        const { reach, width = 1440, height = 900 } = states[name];
        const tab = await openPage(browser, site.address, { before: (page) => page.setViewport({ width, height }) });
        try {
          await reach(tab.page);
          await settled(tab.page);
          const file = join(folder, `${name}.txt`);
          const wanted = process.env.EXPLORER_WRITE_TREES ? null : await readFile(file, 'utf8');
          // What comes a moment later, such as articles like the open one, belongs to it; so it is looked at until that is there.
          let text = '';
          for (let looks = 0; looks < 40 && text !== wanted; looks += 1) {
            if (looks > 0) await new Promise((done) => setTimeout(done, 50));
            text = `${lines(await tab.page.accessibility.snapshot({ interestingOnly: false })).join('\n')}\n`;
          }
          if (process.env.EXPLORER_WRITE_TREES) await writeFile(file, text);
          else assert.equal(text, wanted);
        } finally {
          await tab.close();
        }
      });
    }
  });
}
