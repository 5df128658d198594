/** The service worker, where a page may have one: it opens the page while the computer is away. */

import { signal } from "@preact/signals";

/** Whether there is one, so that the page is an app like others. */
export const hasWorker = signal(false);

/** Install it once the page is there. Pages that came over plain HTTP have none. */
export function installWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  addEventListener("load", async () => {
    // Refused where the browser does not know who signed the computer's certificate: all else works.
    const made = await navigator.serviceWorker.register("./sw.js").catch(() => undefined);
    hasWorker.value = made !== undefined;
  });
}
