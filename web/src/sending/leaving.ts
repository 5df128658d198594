/** Asks before a page is left that still sends. */

import { effect, type ReadonlySignal } from "@preact/signals";

export function askBeforeLeaving(isBusy: ReadonlySignal<boolean>): void {
  effect(() => {
    if (!isBusy.value) return;
    const ask = (event: Event) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  });
}
