/** Server-sent events with a key: a browser's own EventSource sends no headers. */

import { EventSourceParserStream } from "eventsource-parser/stream";
import type { Client } from "./client";
import { Problem } from "./problem";

/** The server says something every 15 s: after so long in silence the connection is dead. */
const SILENCE_MS = 30_000;

/** The data of each event of a stream, parsed, until it ends. Throws Problem, also where the connection is lost,
 * and AbortError when stopped. onOpen: called when the server has begun to answer. */
export async function* events<T>(
  client: Client,
  path: string,
  signal: AbortSignal,
  onOpen: () => void = () => {},
): AsyncGenerator<T> {
  const ended = new AbortController();
  const end = () => ended.abort();
  signal.addEventListener("abort", end, { signal: ended.signal });
  const silence = new Silence(end);
  try {
    const answer = await client.fetch(path, {
      signal: ended.signal,
      headers: { Accept: "text/event-stream" },
    });
    onOpen();
    yield* parsed<T>(answer.body?.pipeThrough(silence.stream));
  } catch (error) {
    if (signal.aborted || error instanceof Problem) throw error;
    throw new Problem("unreachable", 0, String(error));
  } finally {
    silence.stop();
    end();
  }
}

async function* parsed<T>(body: ReadableStream<Uint8Array> | undefined): AsyncGenerator<T> {
  if (!body) return;
  const messages = body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (;;) {
    const { done, value } = await messages.read();
    if (done) return;
    yield JSON.parse(value.data) as T;
  }
}

/** Calls `tooLong` when nothing came through its stream for a while. */
class Silence {
  readonly stream = new TransformStream<Uint8Array, Uint8Array>({
    transform: (bytes, out) => {
      this.stop();
      this.timer = setTimeout(this.tooLong, SILENCE_MS);
      out.enqueue(bytes);
    },
  });
  private timer: ReturnType<typeof setTimeout>;

  constructor(private readonly tooLong: () => void) {
    this.timer = setTimeout(tooLong, SILENCE_MS);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
