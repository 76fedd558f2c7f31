// The service worker: keeps the files of this build, so that the page opens without a network after the first visit.
//
// The document comes from the network where that answers, so a reader who is online has the newest version; everything else
// is named by its content, so it is never of another version. Nothing of a corpus passes through here.
"use strict";
const build = "%build%";
const files = %files%;
const here = new URL("./", self.location.href);
// All pages of a host share one store of caches: this page's begin with its path.
const mine = `article-explorer ${here.pathname} `;
const page = here.href;
// A network that does not answer for so long, in milliseconds, is treated as none.
const patience = 3000;

async function keep() {
  const cache = await caches.open(mine + build);
  // Asked first: once the page is there, nothing but files named by their content is asked for.
  const answer = await fetch(page, { cache: "no-cache" });
  // In the middle of a publication the document may be of another build: then this is tried again at the next visit.
  if (!answer.ok || !(await answer.clone().text()).includes(`"build":"${build}"`)) throw new Error("the page is of another build");
  await cache.put(page, answer);
  for (const name of files) {
    const part = await fetch(new URL(name, here));
    if (!part.ok) throw new Error(`${name}: ${part.status}`);
    await cache.put(new URL(name, here), part);
  }
}

async function takeOver() {
  // The build before this one stays: a tab may be open that will want a file of it.
  const kept = (await caches.keys()).filter((name) => name.startsWith(mine) && name !== mine + build);
  await Promise.all(kept.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
  for (const tab of await self.clients.matchAll({ includeUncontrolled: true })) tab.postMessage({ build });
}

async function found(url) {
  for (const name of (await caches.keys()).filter((name) => name.startsWith(mine)).reverse()) {
    const answer = await (await caches.open(name)).match(url);
    if (answer) return answer;
  }
  return undefined;
}

// A part that few need is kept once somebody did.
async function fetchAndKeep(request) {
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(mine + build)).put(request, answer.clone());
  return answer;
}

async function document() {
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  const answer = await Promise.race([fetch(page, { cache: "no-cache" }).catch(() => undefined), late]);
  return answer?.ok ? answer : ((await found(page)) ?? fetch(page));
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== here.origin) return;
  const path = url.origin + url.pathname;
  if (event.request.mode === "navigate") {
    if (path === page || path === `${page}index.html`) event.respondWith(document());
    else if (files.some((name) => path === page + name)) event.respondWith(fetch(event.request).catch(() => found(path)));
  } else if (/-[0-9a-f]{16}\.[a-z]+$/.test(path)) {
    event.respondWith(found(path).then((answer) => answer ?? fetchAndKeep(event.request)));
  }
});
