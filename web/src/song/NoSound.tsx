/** Why there is no sound just now; empty where all is well. */

import type { Song } from "./song";

export function NoSound({ song }: { song: Song }) {
  const text = song.player.value?.problem.value;
  return text ? (
    <p class="song-warning" role="status">
      {text}
    </p>
  ) : null;
}
