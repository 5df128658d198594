/** Waits that end early when a phone wakes up or finds the network again: timers stand still while it sleeps. */

/** Wait so many milliseconds, or until the page is shown again, the network is back, or `stop` says so. */
export function pause(milliseconds: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = () => {
      clearTimeout(timer);
      ended.abort();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    onWake(end, ended.signal);
    stop?.addEventListener("abort", end, { signal: ended.signal });
    if (stop?.aborted) end();
  });
}

/** Call something whenever the page is shown again or the network is back, until `stop`. */
export function onWake(run: () => void, stop: AbortSignal): void {
  addEventListener("online", run, { signal: stop });
  document.addEventListener("visibilitychange", () => document.hidden || run(), { signal: stop });
}

/** Call something when the page goes out of sight, until `stop`. */
export function onHidden(run: () => void, stop: AbortSignal): void {
  document.addEventListener("visibilitychange", () => document.hidden && run(), { signal: stop });
}

/** Milliseconds to wait after so many tries in vain. */
export function patience(failed: number): number {
  return Math.min(1000 * 2 ** failed, 15_000);
}
