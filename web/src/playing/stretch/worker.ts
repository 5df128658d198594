/** Stretches sound for the page, without holding it up. */

import { Stretch } from "./engine";
import type { Answer, Request } from "./messages";

const voices = new Map<number, Stretch>();
const idle: Stretch[] = [];
let work = open().catch(reportError);

addEventListener("unhandledrejection", ({ reason }) => reportError(reason));
addEventListener("message", ({ data }: MessageEvent<Request>) => {
  work = work.then(() => answer(data)).catch(reportError);
});

/** The first one, to know what to say about it. */
async function open(): Promise<void> {
  const stretch = await Stretch.load();
  idle.push(stretch);
  say({ delays: stretch.delays });
}

async function answer(request: Request): Promise<void> {
  const { voice } = request;
  if (request.ask === "begin") {
    const stretch = idle.pop() ?? (await Stretch.load());
    voices.set(voice, stretch);
    stretch.begin(request);
    say({ made: [] });
  } else if (request.ask === "process") {
    say({ made: voices.get(voice)?.process(request.block, request.count) ?? [] });
  } else {
    const stretch = voices.get(voice);
    if (stretch) idle.push(stretch);
    voices.delete(voice);
  }
}

function say(answer: Answer): void {
  const block = "made" in answer ? answer.made : [];
  postMessage(answer, { transfer: block.map((samples) => samples.buffer) });
}
