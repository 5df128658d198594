/** Songs that another app shared with this one: the service worker put them into a cache, `sw.js`. */

const CACHE = "shared-files";

export interface Shared {
  file: File;
  /** It is not needed any more. */
  forget: () => void;
}

/** The files that lie there; none where the page may have no cache. They stay until they are forgotten. */
export async function sharedFiles(): Promise<Shared[]> {
  if (!("caches" in window) || !(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  return Promise.all(
    (await cache.keys()).map(async (request) => {
      const answer = await cache.match(request);
      const blob = (await answer?.blob()) ?? new Blob();
      const name = decoded(answer?.headers.get("X-File-Name") ?? "");
      // Not the time of now: by it an upload is known again after a reload.
      const file = new File([blob], name, { type: blob.type, lastModified: 0 });
      return { file, forget: () => void cache.delete(request) };
    }),
  );
}

/** A header holds no letters beyond Latin, so that names come percent-encoded. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
