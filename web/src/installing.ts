/** The service worker, where a page may have one: it opens the page while the computer is away. */

/** Install it once the page is there. Pages that came over plain HTTP have none. */
export function installWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    // Refused where the browser does not know who signed the computer's certificate: all else works.
    navigator.serviceWorker.register("./sw.js").catch(() => {});
  });
}
