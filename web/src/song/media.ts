/** The song on the lock screen and the keyboard's media keys, where the browser has them. */

import { effect } from "@preact/signals";
import { t } from "../words";
import type { Controls } from "./controls";

/** Tell what plays, and do what is wanted there; the function ends it. */
export function listenToLockScreen(controls: Controls): () => void {
  const session = navigator.mediaSession as MediaSession | undefined;
  if (!session) return () => {};
  const ends = [
    handle(session, controls),
    effect(() => tell(session, controls)),
    effect(() => tellPlace(session, controls)),
  ];
  return () => {
    for (const end of ends) end();
    session.metadata = null;
    session.playbackState = "none";
  };
}

function handle(session: MediaSession, controls: Controls): () => void {
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", () => void controls.song.player.value?.play()],
    ["pause", () => controls.song.player.value?.pause()],
    ["seekto", ({ seekTime }) => controls.seek(seekTime ?? 0)],
    ["previoustrack", () => controls.toStart()],
    ["seekbackward", () => controls.stepBar(-1)],
    ["seekforward", () => controls.stepBar(1)],
  ];
  for (const [action, handler] of handlers) set(session, action, handler);
  return () => {
    for (const [action] of handlers) set(session, action, null);
  };
}

function set(
  session: MediaSession,
  action: MediaSessionAction,
  handler: MediaSessionActionHandler | null,
): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // Browsers throw for an action that they do not know; the others work.
  }
}

function tell(session: MediaSession, { song }: Controls): void {
  const title = song.job.value?.display_name ?? "";
  session.metadata = new MediaMetadata({ title, artist: t("app.name") });
}

/** When it starts, stops or changes its speed: in between, the lock screen counts by itself. */
function tellPlace(session: MediaSession, { song, score, playhead }: Controls): void {
  const player = song.player.value;
  const [isPlaying, duration] = [player?.playing.value ?? false, score.duration.value];
  session.playbackState = isPlaying ? "playing" : "paused";
  const position = Math.min(playhead.seconds, duration);
  if (duration) session.setPositionState?.({ duration, position, playbackRate: player?.speed.value ?? 1 });
}
