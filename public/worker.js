// The service worker: keeps the live page itself, so that it opens without a network and says so. Nothing of a race is
// kept: neither /api nor the stream comes through here.
//
// The build puts the page's files in the place of the list below, and a name made of their content. A version is kept
// whole or not at all, and what changes under the same name comes from the network while there is one: no page ever
// gets another version's files.
'use strict';

const VERSION = 'VERSION';
const FILES = ['FILES'];

const PAGE = new URL('./', self.registration.scope).href;
const KEPT = new Set(FILES.map((file) => new URL(file, PAGE).href));

/** A name that changes with what is in the file. */
const HASHED = /[0-9a-f]{12}/;

// Other copies may lie on the same origin, each below a path of its own.
const PREFIX = `gridcast ${new URL(PAGE).pathname} `;
const CACHE = PREFIX + VERSION;

self.addEventListener('install', (event) => event.waitUntil(keep()));

self.addEventListener('activate', (event) => event.waitUntil(Promise.all([forget(), preload()])));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && request.destination === 'document') {
    event.respondWith(orKept(fromNetwork(event), PAGE));
  } else if (KEPT.has(request.url)) {
    const isHashed = HASHED.test(request.url);
    event.respondWith(
      isHashed ? kept(request.url).then((answer) => answer ?? fetch(request)) : orKept(fetch(request), request.url),
    );
  }
});

/** Takes this version, unless the site has become another one meanwhile. */
async function keep() {
  const page = await fetch(PAGE, { cache: 'no-cache' });
  const text = await page.clone().text();
  const named = FILES.filter((file) => HASHED.test(file) && !file.startsWith('words/'));
  if (!page.ok || !named.every((file) => text.includes(file))) throw new Error('the site has another version');
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  await cache.put(PAGE, page);
}

/** Drops the versions before this one. */
async function forget() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Lets the browser ask for a page while it wakes this worker. */
async function preload() {
  await self.registration.navigationPreload?.enable();
}

async function fromNetwork(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

/** An answer, and what is kept under the address where there is none. */
async function orKept(answer, address) {
  try {
    return await answer;
  } catch (error) {
    const found = await kept(address);
    if (found) return found;
    throw error;
  }
}

async function kept(address) {
  return (await caches.open(CACHE)).match(address);
}
