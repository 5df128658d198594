/** A file on its way to the server by tus, in as many tries as it takes. */

import { type DetailedError, type OnSuccessPayload, Upload } from "tus-js-client";
import { API, type Client } from "../api/client";
import { Problem } from "../api/problem";

/** A try in which nothing moves for so long is given up: its connection is dead. */
const STALLED_MS = 45_000;
/** Answers to the question how far it is that say nothing about the upload: it must not be begun anew. */
const NO_ANSWER = new Set([401, 403, 429]);

export class Transfer {
  private readonly upload: Upload;
  private moved = () => {};
  private failed = (_: Problem) => {};
  private done = (_: OnSuccessPayload) => {};

  /** onProgress: told how many bytes are sent. */
  constructor(
    private readonly file: File,
    metadata: Record<string, string>,
    client: Client,
    onProgress: (sent: number) => void,
  ) {
    this.upload = new Upload(file, {
      endpoint: new URL(`${API}/uploads`, location.href).href,
      metadata,
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      onBeforeRequest: (request) => {
        for (const [name, value] of Object.entries(client.headers())) request.setHeader(name, value);
      },
      onAfterResponse: (request, response) => {
        const status = response.getStatus();
        if (request.getMethod() === "HEAD" && (status >= 500 || NO_ANSWER.has(status))) {
          throw new Problem("unavailable", status, "");
        }
      },
      onProgress: (sent) => {
        this.moved();
        onProgress(sent);
      },
      onSuccess: (payload) => this.done(payload),
      onError: (error) => this.failed(problemOf(error)),
    });
  }

  /** Where an earlier visit began to send the same file, go on there; the key under which that is noted. */
  async findEarlier(): Promise<string | null> {
    const [earlier] = (await this.upload.findPreviousUploads()).sort(
      (one, other) => Date.parse(other.creationTime) - Date.parse(one.creationTime),
    );
    if (!earlier) return null;
    this.upload.resumeFromPreviousUpload(earlier);
    return earlier.urlStorageKey;
  }

  /** Send what is not there yet; the id of the job. Throws Problem, of status 0 where the connection broke. */
  async attempt(stop: AbortSignal): Promise<string> {
    await this.checkReadable();
    const over = new AbortController();
    try {
      const { lastResponse } = await new Promise<OnSuccessPayload>((resolve, reject) => {
        const broken = () => reject(new Problem("unreachable", 0, ""));
        stop.addEventListener("abort", broken, { signal: over.signal });
        addEventListener("offline", broken, { signal: over.signal });
        this.watchOver(broken, over.signal);
        [this.done, this.failed] = [resolve, reject];
        this.upload.start();
      });
      return lastResponse.getHeader("X-Job-Id") ?? "";
    } finally {
      over.abort();
      void this.upload.abort();
    }
  }

  /** Delete what is at the server. Where it does not hear that, it does so by itself after a day. */
  async discard(): Promise<void> {
    await this.upload.abort(true).catch(() => {});
  }

  /** A file that was moved or changed since it was chosen fails like a broken connection, but for ever. */
  private async checkReadable(): Promise<void> {
    try {
      await this.file.slice(0, 1).arrayBuffer();
    } catch (error) {
      throw new Problem("unreadable", 422, String(error));
    }
  }

  private watchOver(stalled: () => void, over: AbortSignal): void {
    let timer: ReturnType<typeof setTimeout>;
    this.moved = () => {
      clearTimeout(timer);
      if (!over.aborted) timer = setTimeout(stalled, STALLED_MS);
    };
    over.addEventListener("abort", this.moved);
    this.moved();
  }
}

function problemOf(error: Error | DetailedError): Problem {
  if (!("causingError" in error)) return new Problem("internal_error", 500, error.message);
  if (error.causingError instanceof Problem) return error.causingError;
  const answer = error.originalResponse;
  if (!answer) return new Problem("unreachable", 0, error.message);
  let said: { error_code?: string; detail?: string } = {};
  try {
    said = JSON.parse(answer.getBody());
  } catch {
    // Whoever answered is not the server.
  }
  return new Problem(said.error_code ?? "internal_error", answer.getStatus(), said.detail ?? error.message);
}
