/** Requests to the server that served this page. */

import { Problem, problemOf } from "./problem";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type Job = Schemas["Job"];
export type JobList = Schemas["JobList"];
export type Status = Schemas["Status"];
export type StemList = Schemas["StemList"];
export type Preview = Schemas["Preview"];
export type Parts = Schemas["Parts"];
export type Chords = Schemas["Chords"];
export type Beats = Schemas["Beats"];
export type Notes = Schemas["Notes"];
export type FrameColumns = Schemas["FramesAsColumns"];
export type Pairing = Schemas["Pairing"];
export type PairWaits = Schemas["PairWaits"];
export type UploadState = Schemas["UploadState"];
type Link = Schemas["Link"];

export const API = "/api/v1";

export class Client {
  /** key: what this browser was given when it was paired; null on the computer itself.
   * onRefused: called where the server does not know the key, or no longer. */
  constructor(
    private readonly key: () => string | null,
    private readonly onRefused: () => void = () => {},
  ) {}

  /** Headers that say who asks, for what sends by itself (uploads). */
  headers(): Record<string, string> {
    const key = this.key();
    return key ? { "X-API-Key": key } : { "X-Backline-Page": "1" };
  }

  /** The answer to a request; path: below /api/v1. Throws Problem for all but success. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...this.headers(), ...(init.headers as Record<string, string> | undefined) };
    let answer: Response;
    try {
      answer = await fetch(path.startsWith(API) ? path : API + path, { ...init, headers });
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new Problem("unreachable", 0, String(error));
    }
    if (answer.ok) return answer;
    const problem = await problemOf(answer);
    if (problem.status === 401) this.onRefused();
    throw problem;
  }

  /** The JSON of an answer. */
  async get<T>(path: string, init: RequestInit = {}): Promise<T> {
    return (await this.fetch(path, init)).json();
  }

  /** Send an object as JSON; the JSON of the answer. */
  async send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<T> {
    const said =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
    return (await this.fetch(path, { method, ...said })).json();
  }

  /** An address of a job that works for an hour without a key: for downloads and players. */
  async link(jobId: string, path: string): Promise<string> {
    return (await this.send<Link>("POST", `/jobs/${jobId}/links`, { path })).url;
  }
}
