/** Where times lie in a list of ascending times. */

/** The first place for which `holds`, in a list in which it holds for all behind that too; `length` where there is none. */
export function firstPlace(length: number, holds: (place: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The index of the last time that is not after `seconds`; -1 before the first. */
export function lastAt(times: ArrayLike<number>, seconds: number): number {
  return firstPlace(times.length, (index) => (times[index] as number) > seconds) - 1;
}

/** The time that is nearest; null where there are none. */
export function nearestTo(times: ArrayLike<number>, seconds: number): number | null {
  const index = lastAt(times, seconds);
  const [before, after] = [times[index], times[index + 1]];
  if (before === undefined || after === undefined) return before ?? after ?? null;
  return seconds - before <= after - seconds ? before : after;
}

/** The typical distance from one time to the next; 0 where there are less than two. */
export function typicalStep(times: ArrayLike<number>): number {
  const steps = Array.from({ length: Math.max(times.length - 1, 0) }, (_, index) => {
    return (times[index + 1] as number) - (times[index] as number);
  });
  return steps.sort((a, b) => a - b)[steps.length >> 1] ?? 0;
}
