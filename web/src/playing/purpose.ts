/** What the page uses sound for: iPhones want to be told, and give no microphone to a page that only plays. */

type WithSession = Navigator & { audioSession?: { type: "playback" | "play-and-record" } };

let microphones = 0;

/** For music: it is heard also where the phone's switch is at silent. */
export function beMusic(): void {
  const { audioSession } = navigator as WithSession;
  if (audioSession) audioSession.type = microphones ? "play-and-record" : "playback";
}

/** For a microphone, beside music; to be called before it is asked for. The function ends it. */
export function beListening(): () => void {
  microphones++;
  beMusic();
  return () => {
    microphones--;
    beMusic();
  };
}
