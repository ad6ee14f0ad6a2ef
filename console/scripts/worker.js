// Opens the pick list where there is no network: the page and what it is made of, as they were built together, and nothing of the API.
// What stands on the page then is what the device keeps itself (framework/kept.ts). FILES and BUILD are written by scripts/pack.mjs.
const PAGE = "/warehouse";
const NAME = "hanse-shell-";
const CACHE = NAME + BUILD;

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  // The page and its policy are one answer: the nonce in both is the same.
  const page = await fetch(PAGE, { headers: { Accept: "text/html" }, credentials: "omit" });
  if (!page.ok) throw new Error(`the page: ${page.status}`);
  await cache.put(PAGE, page);
}

async function clear() {
  const old = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

const kept = async (what) => (await caches.open(CACHE)).match(what);

// A new build waits until nobody looks at the old one: a page and its parts stay of one build.
addEventListener("install", (event) => event.waitUntil(fill()));
addEventListener("activate", (event) => event.waitUntil(clear()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(async (gone) => (await kept(PAGE)) ?? Promise.reject(gone)));
  } else if (FILES.includes(pathname)) {
    event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
  }
});
