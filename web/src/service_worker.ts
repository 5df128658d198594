/** The service worker: opens the page where the computer is away, and takes what other apps share with it. */

/** Filled in when the page is built. version: of the files together. */
declare const __SHELL__: { version: string; files: string[] };

const worker = self as unknown as ServiceWorkerGlobalScope;
const { version, files } = __SHELL__;
const HOME = new URL("./", worker.location.href).pathname;
const SHELL = `shell-${version}`;
const SHARED = "shared-files";
/** Scripts are asked for with an `Origin`, and were kept without. */
const KEPT: MultiCacheQueryOptions = { cacheName: SHELL, ignoreVary: true };
/** A phone that is out of reach of the computer waits no longer for it. */
const PATIENCE_MS = 4000;

worker.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOldShells(), worker.clients.claim()]));
});

worker.addEventListener("fetch", (event) => {
  const answer = answerTo(event.request);
  if (answer) event.respondWith(answer);
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.url));
});

/** Undefined for what the worker has no part in: all of the API. */
function answerTo(request: Request): Promise<Response> | undefined {
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (request.method === "POST" && pathname === `${HOME}share`) return keepShared(request);
  // Chromium loses what a page sends while it goes away, where a worker has seen it and let it pass.
  if (request.keepalive && request.method === "DELETE") return fetch(request);
  if (request.method !== "GET") return;
  if (pathname === HOME) return newestHome(request);
  if (files.includes(pathname.slice(HOME.length))) return fromShell(request);
}

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL);
  await cache.addAll([HOME, ...files]);
}

async function forgetOldShells(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name !== SHELL && name !== SHARED);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The page as the computer has it; where it does not answer, as it was kept. */
async function newestHome(request: Request): Promise<Response> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    const kept = await caches.match(HOME, KEPT);
    if (kept) return kept;
    throw error;
  }
}

async function fromShell(request: Request): Promise<Response> {
  return (await caches.match(request, KEPT)) ?? fetch(request);
}

/** Files lie in a cache until the page has sent them. */
async function keepShared(request: Request): Promise<Response> {
  const cache = await caches.open(SHARED);
  const sent = (await request.formData()).getAll("file");
  const songs = sent.filter((each): each is File => each instanceof File && each.size > 0);
  await Promise.all(
    songs.map((file, number) => {
      const headers = { "Content-Type": file.type, "X-File-Name": encodeURIComponent(file.name) };
      return cache.put(`${HOME}shared/${Date.now()}-${number}`, new Response(file, { headers }));
    }),
  );
  return Response.redirect(`${HOME}#/shared`, 303);
}

/** What a notification tells of. */
async function show(url: string): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: "window" });
  if (!page) await worker.clients.openWindow(url);
  else {
    await page.focus();
    await page.navigate(url);
  }
}
