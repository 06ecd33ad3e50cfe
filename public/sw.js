// Keeps the program on the device, so that it opens without a network.
//
// Only the program: the centre's folder (centre.json, index.json, menus/ …) passes by untouched, because the program
// itself keeps checked copies of it. Every file is checked against its hash before it is kept: a damaged or half-done
// upload never replaces a program that works. A new build waits until all tabs of the old one are closed, or until a
// page asks with {type: "update"}.

// tools/finish.mjs fills this in:
// id: the build's hash. files: name → hash, of every file below. pages: path → the page file that serves it.
// groups: what is kept together: "residents", "organizers", and the words of each in one language ("residents en").
const build = /*build*/ { id: "", files: {}, pages: {}, groups: {} } /*end*/;

// Several centres may share a host: each has a scope, and so a prefix, of its own.
const prefix = "linli " + registration.scope + " ";
const ours = prefix + build.id;

// Kept for everyone from the start; other groups when a page of this device asks for them.
const always = ["residents", "residents zh-Hans"];

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));

addEventListener("message", (event) => {
  const { type, groups } = event.data ?? {};
  if (type === "update") skipWaiting();
  if (type === "keep" && Array.isArray(groups)) event.waitUntil(keep(groups));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  const name = decodeURI(url.href.slice(registration.scope.length).replace(/[?#].*$/, ""));
  if (request.mode === "navigate") {
    if (Object.hasOwn(build.pages, name)) event.respondWith(page(name, request));
    // "/courses" typed without its slash: the page's relative addresses need it.
    else if (Object.hasOwn(build.pages, name + "/")) {
      event.respondWith(Response.redirect(registration.scope + name + "/" + url.search, 302));
    }
  } else if (Object.hasOwn(build.files, name)) {
    event.respondWith(file(name, request));
  } else if (/-[0-9a-f]{10}\.(js|css|wasm|txt)$/.test(name)) {
    // Of another build: a tab that was open before an update still asks for files by its own names.
    event.respondWith(keptByAny(name).then((kept) => kept ?? fetch(request)));
  }
});

/** Takes in this build, completely or not at all. */
async function install() {
  const before = await caches.has(ours);
  try {
    const older = (await Promise.all((await others()).map(keptNames))).flat();
    const used = Object.keys(build.groups).filter((group) => older.includes(withoutHash(build.groups[group][0])));
    await keep([...new Set([...always, ...used])]);
  } catch (damaged) {
    if (!before) await caches.delete(ours);
    throw damaged;
  }
}

/** Lets go of older builds; not while tabs are open that may still run them. */
async function activate() {
  const tabs = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (tabs.length > 1) return;
  for (const name of await others()) await caches.delete(name);
}

/** Keeps all files of these groups. Unknown names (an old page asks a new worker) are passed over. */
async function keep(groups) {
  const names = groups.flatMap((group) => (Object.hasOwn(build.groups, group) ? build.groups[group] : []));
  await Promise.all(names.map(take));
}

/** The kept file, which is fetched, checked and kept first if need be. Rejects when it is damaged or out of reach. */
async function take(name) {
  const cache = await caches.open(ours);
  const kept = await cache.match(name);
  if (kept) return kept;
  // A name with a hash means the same bytes in every build.
  const hashed = withoutHash(name) !== name;
  const fresh = (hashed && (await keptByAny(name))) || (await fetchChecked(name, hashed));
  await cache.put(name, fresh.clone());
  return fresh;
}

/** Fetches a file and compares its hash. A hashed name may come from the browser's own cache at first. */
async function fetchChecked(name, hashed) {
  const ask = (cache) =>
    fetch(new Request(name, { cache, integrity: build.files[name], credentials: "same-origin" }));
  if (!hashed) return ask("no-cache");
  return ask("default").catch(() => ask("reload"));
}

/** Answers with one of the program's files; where it cannot be had in this build, with whatever the host has. */
async function file(name, request) {
  return take(name).catch(() => fetch(request));
}

/**
 * Answers with the page at `path`. All pages of a program are one file but for their `<base>`, so one is kept.
 * Where this build's page cannot be had (never kept, and the host has a newer one by now) the host answers.
 */
async function page(path, request) {
  try {
    const kept = await take(build.pages[path]);
    const base = "../".repeat(path.split("/").length - 1) || "./";
    const html = (await kept.text()).replace(/<base href="[^"]*">/, `<base href="${base}">`);
    const headers = new Headers(kept.headers);
    for (const gone of ["content-encoding", "content-length", "etag"]) headers.delete(gone);
    return new Response(html, { headers });
  } catch (unavailable) {
    return fetch(request);
  }
}

/** The caches of this centre's other builds. */
async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== ours);
}

/** A hashed file out of any build's cache. */
async function keptByAny(name) {
  for (const cache of await others()) {
    const kept = await caches.match(name, { cacheName: cache });
    if (kept) return kept;
  }
}

/** What a cache holds, names without hashes. */
async function keptNames(cacheName) {
  const cache = await caches.open(cacheName);
  return (await cache.keys()).map(({ url }) => withoutHash(decodeURI(url.slice(registration.scope.length))));
}

/** "linli-0123456789.js" → "linli.js" */
function withoutHash(name) {
  return name.replace(/-[0-9a-f]{10}(?=\.[a-z]+$)/, "");
}
