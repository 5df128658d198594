/** Uploads of earlier visits that did not get through: a page that is loaded anew has no files any more. */

import { canStoreURLs, defaultOptions } from "tus-js-client";
import { API, type Client, type UploadState } from "../api/client";
import { Problem } from "../api/problem";

export interface Leftover {
  /** Under which it is noted in this browser. */
  key: string;
  name: string;
  /** Percent that are at the server. */
  percent: number;
  discard(): Promise<void>;
}

const notes = canStoreURLs ? defaultOptions.urlStorage : undefined;

/** Those that the server still has; the notes about others are deleted. */
export async function leftovers(client: Client): Promise<Leftover[]> {
  const noted = (await notes?.findAllUploads()) ?? [];
  const found: Leftover[] = [];
  for (const { urlStorageKey: key, uploadUrl, metadata } of noted) {
    const path = new URL(uploadUrl ?? "", location.href).pathname.replace(API, "");
    const state = await stateOf(client, path);
    if (state === "gone") await notes?.removeUpload(key);
    if (typeof state === "string") continue;
    const discard = async () => {
      await notes?.removeUpload(key);
      await client.fetch(path, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } });
    };
    const percent = Math.floor((100 * state.offset) / state.length);
    found.push({ key, name: metadata.title ?? metadata.filename ?? "", percent, discard });
  }
  return found;
}

async function stateOf(client: Client, path: string): Promise<UploadState | "gone" | "unknown"> {
  try {
    const state = await client.get<UploadState>(path);
    return state.job_id ? "gone" : state;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.status === 404 ? "gone" : "unknown";
  }
}
