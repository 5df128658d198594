/** Asking for the microphone, and why it cannot be had. */

import { beListening } from "../playing/purpose";
import type { Word } from "../words";

/** As it is heard in the room: what browsers do for telephony would take music for noise. */
const AS_IT_IS: MediaTrackConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};
const REFUSALS: Record<string, Word> = {
  NotAllowedError: "microphone.notAllowed",
  SecurityError: "microphone.notAllowed",
  NotFoundError: "microphone.none",
};

/** Why the microphone cannot be had; `why` is the sentence for people. */
export class Refusal extends Error {
  constructor(
    readonly why: Word,
    cause: unknown,
  ) {
    super(why, { cause });
  }
}

/** What the microphone hears, until its end. */
export interface Listening {
  readonly stream: MediaStream;
  end(): void;
}

/** Why this page may not listen at all; null where it may. */
export function whyDeaf(): Word | null {
  if (!isSecureContext) return "microphone.notSecure";
  return typeof navigator.mediaDevices?.getUserMedia === "function" ? null : "microphone.noAccess";
}

/** Ask for the microphone and listen. Throws Refusal. */
export async function listen(): Promise<Listening> {
  const endListening = beListening();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: AS_IT_IS });
    const end = () => {
      for (const track of stream.getTracks()) track.stop();
      endListening();
    };
    return { stream, end };
  } catch (error) {
    endListening();
    throw new Refusal(REFUSALS[(error as Error).name] ?? "microphone.taken", error);
  }
}
