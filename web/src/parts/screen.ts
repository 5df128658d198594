/** Keeps the screen on while something wants it, where the browser lets a page: asleep, a phone does nothing. */

import { effect, type ReadonlySignal } from "@preact/signals";
import { onWake } from "../wake";

/** The function ends it. */
export function keepScreenOn(isWanted: ReadonlySignal<boolean>): () => void {
  return effect(() => {
    if (!isWanted.value) return;
    const over = new AbortController();
    let lock: WakeLockSentinel | undefined;
    const hold = async () => {
      if (document.hidden || (lock && !lock.released)) return;
      // Low battery is a reason to be refused.
      lock = await navigator.wakeLock?.request("screen").catch(() => undefined);
      if (over.signal.aborted) void lock?.release();
    };
    void hold();
    onWake(() => void hold(), over.signal);
    return () => {
      over.abort();
      void lock?.release();
    };
  });
}
