/** What the server may refuse, or not answer: it is said, and nothing breaks. */

import { Problem } from "../api/problem";
import { t } from "../words";
import { toast } from "./toaster";

/** Do something; whether it went well. Why not is shown at the lower edge. */
export async function attempt(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/** Show at the lower edge what went wrong. */
export function complain(error: unknown): void {
  toast(sentenceOf(error), { kind: "problem" });
}

/** What went wrong, in a sentence. Throws what is no Problem. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Problem)) throw error;
  return error.status ? error.message : t("app.unreachable");
}
