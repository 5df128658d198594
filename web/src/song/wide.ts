/** Whether there is room for everything side by side. */

import { signal } from "@preact/signals";

const room = matchMedia("(min-width: 1000px)");

export const isWide = signal(room.matches);
room.addEventListener("change", () => {
  isWide.value = room.matches;
});
