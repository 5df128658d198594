/** Short news at the lower edge, some with one thing to do about it. */

import { signal } from "@preact/signals";

export interface Toast {
  id: number;
  text: string;
  kind: "news" | "problem";
  action?: { label: string; run: () => void };
}

/** What is shown now, oldest first. */
export const toasts = signal<readonly Toast[]>([]);
const SECONDS = 8;
let last = 0;

/** Show something for some seconds; the function takes it away earlier. */
export function toast(text: string, more: Partial<Pick<Toast, "kind" | "action">> = {}): () => void {
  const shown: Toast = { id: ++last, text, kind: "news", ...more };
  toasts.value = [...toasts.value, shown];
  const remove = () => {
    clearTimeout(timer);
    toasts.value = toasts.value.filter((each) => each !== shown);
  };
  if (more.action) shown.action = { label: more.action.label, run: after(remove, more.action.run) };
  const timer = setTimeout(remove, SECONDS * 1000);
  return remove;
}

/** What was chosen is shown no longer. */
function after(first: () => void, run: () => void): () => void {
  return () => {
    first();
    run();
  };
}
