// What the page offers to save: caught where it is made, so that no folder of downloads is needed; and where it may keep things.

/** Prepares a tab to keep what is saved. */
export const keepFiles = (page) =>
  page.evaluateOnNewDocument(() => {
    const create = URL.createObjectURL.bind(URL);
    const blobs = new Map();
    globalThis.savedFiles = [];
    URL.createObjectURL = (blob) => {
      const url = create(blob);
      blobs.set(url, blob);
      return url;
    };
    // The link that is clicked names the file; nothing is downloaded.
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      if (!this.download) return click.call(this);
      globalThis.savedFiles.push({ name: this.download, blob: blobs.get(this.href) });
    };
  });

/** The next file that was saved: name, media type and text; of one that is no text its bytes. */
export async function savedFile(page) {
  await page.waitForFunction(() => globalThis.savedFiles.length > 0);
  return page.evaluate(async () => {
    const { name, blob } = globalThis.savedFiles.shift();
    const isText = /^text|json/.test(blob.type) || /\.(ris|bib)$/.test(name);
    if (isText) return { name, type: blob.type, text: await blob.text() };
    return { name, type: blob.type, bytes: [...new Uint8Array(await blob.arrayBuffer())] };
  });
}

/** A browser whose workers know no files, as those of private windows and of some apps. */
export const withoutFiles = (page) =>
  page.evaluateOnNewDocument(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      const first = 'delete StorageManager.prototype.getDirectory;';
      return make.call(URL, /javascript/.test(blob.type) ? new Blob([first, blob], { type: blob.type }) : blob);
    };
  });
