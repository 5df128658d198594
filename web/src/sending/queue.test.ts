import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Client } from "../api/client";
import { SendQueue } from "./queue";

/** What a server of tus has: the bytes of each upload, by its number. */
let uploads: { length: number; bytes: number; gone: boolean }[] = [];
let most = 0;
let open = 0;
/** How the next parts are answered: broken off, refused; else as they should. */
let mishaps: ("breaks" | "refuses")[] = [];
let server: Server;
let sent: string[] = [];
let queue: SendQueue;
const isWelcome = signal(true);

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const number = Number(request.url?.split("/").at(-1));
  const upload = uploads[number];
  if (request.method === "POST") {
    uploads.push({ length: Number(request.headers["upload-length"]), bytes: 0, gone: false });
    response.writeHead(201, { Location: `/api/v1/uploads/${uploads.length - 1}` }).end();
  } else if (!upload) response.writeHead(404).end();
  else if (request.method === "DELETE") {
    upload.gone = true;
    response.writeHead(204).end();
  } else if (request.method === "HEAD") {
    response.writeHead(200, { "Upload-Offset": upload.bytes, "Upload-Length": upload.length }).end();
  } else await takePart(request, response, number);
}

async function takePart(request: IncomingMessage, response: ServerResponse, number: number): Promise<void> {
  const upload = uploads[number];
  if (!upload) return;
  most = Math.max(most, ++open);
  const mishap = mishaps.shift();
  for await (const chunk of request) upload.bytes += mishap === "breaks" ? 0 : (chunk as Buffer).length;
  await new Promise((resolve) => setTimeout(resolve, 30));
  open--;
  if (mishap === "breaks") {
    upload.bytes = 3;
    request.socket.destroy();
  } else if (mishap === "refuses") {
    response.writeHead(422).end(JSON.stringify({ error_code: "invalid_audio", detail: "That is no song." }));
  } else {
    response.writeHead(204, { "Upload-Offset": upload.bytes, "X-Job-Id": `job-${number}` }).end();
  }
}

const song = (name: string) => new File(["0123456789"], name, { lastModified: 1 });

beforeEach(async () => {
  [uploads, mishaps, sent, most, open] = [[], [], [], 0, 0];
  localStorage.clear();
  isWelcome.value = true;
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  (window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(
    `http://127.0.0.1:${port}/`,
  );
  queue = new SendQueue(new Client(() => "key"), isWelcome, (job) => sent.push(job));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("songs are sent two at a time, and are gone from the list when they have become jobs", async () => {
  queue.addAll(["a.mp3", "b.mp3", "c.mp3", "d.mp3", "e.mp3"].map(song));
  expect(queue.isBusy.value).toBe(true);
  await vi.waitFor(() => expect(sent).toHaveLength(5), { timeout: 5000 });
  expect(most).toBe(2);
  expect(queue.items.value).toEqual([]);
  expect(queue.isBusy.value).toBe(false);
  expect(localStorage).toHaveLength(0);
});

test("a connection that breaks is made again, and goes on where it was", async () => {
  mishaps = ["breaks"];
  queue.add(song("a.mp3"));
  const [item] = queue.items.value;
  await vi.waitFor(() => expect(item?.state.value).toBe("interrupted"), { timeout: 3000 });
  expect(item?.problem.value).not.toBe("");
  await vi.waitFor(() => expect(sent).toEqual(["job-0"]), { timeout: 5000 });
  expect(uploads).toEqual([{ length: 10, bytes: 10, gone: false }]);
});

test("what is no song is refused in the server's words, and holds up nothing", async () => {
  mishaps = ["refuses"];
  const forget = vi.fn();
  queue.add(song("a.txt"), "", forget);
  queue.addAll([song("b.mp3"), song("c.mp3")]);
  await vi.waitFor(() => expect(sent).toHaveLength(2), { timeout: 5000 });
  const [item] = queue.items.value;
  expect([item?.name, item?.state.value, item?.problem.value]).toEqual([
    "a.txt",
    "refused",
    "That is no song.",
  ]);
  expect(queue.isBusy.value).toBe(false);
  expect(forget).not.toHaveBeenCalled();
  if (item) queue.remove(item);
  expect(forget).toHaveBeenCalledOnce();
  expect(queue.items.value).toEqual([]);
});

test("what is given up is deleted at the server too", async () => {
  mishaps = ["breaks"];
  queue.add(song("a.mp3"));
  const [item] = queue.items.value;
  await vi.waitFor(() => expect(item?.state.value).toBe("interrupted"), { timeout: 3000 });
  if (item) queue.remove(item);
  await vi.waitFor(() => expect(uploads[0]?.gone).toBe(true), { timeout: 3000 });
  expect([queue.items.value, sent]).toEqual([[], []]);
});

test("nothing is sent while the browser is not let in, and all of it afterwards", async () => {
  isWelcome.value = false;
  queue.add(song("a.mp3"));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(uploads).toEqual([]);
  isWelcome.value = true;
  await vi.waitFor(() => expect(sent).toEqual(["job-0"]), { timeout: 5000 });
});
