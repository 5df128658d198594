/** A song that can be heard and seen: stage, panels, transport. */

import { useComputed, useSignalEffect } from "@preact/signals";
import { Keyboard } from "lucide-preact";
import { useEffect, useMemo } from "preact/hooks";
import { IconButton } from "../parts/Button";
import { keepScreenOn } from "../parts/screen";
import { t } from "../words";
import { Controls } from "./controls";
import { InWork } from "./InWork";
import { KeyCard } from "./KeyCard";
import { KeyCommands } from "./keys";
import { Mixer } from "./Mixer";
import { listenToLockScreen } from "./media";
import { NoSound } from "./NoSound";
import { Now } from "./Now";
import { Overview } from "./Overview";
import { Panels } from "./Panels";
import { SongHeader } from "./SongHeader";
import { Stage } from "./Stage";
import type { Song } from "./song";
import { Transport } from "./Transport";
import { isWide } from "./wide";
import "./body.css";

export function SongBody({ song }: { song: Song }) {
  const controls = useMemo(() => new Controls(song), [song]);
  const keys = useMemo(() => new KeyCommands(controls), [controls]);
  const isPlaying = useComputed(() => song.player.value?.playing.value ?? false);
  useEffect(() => {
    const ends = [
      keys.listen(),
      listenToLockScreen(controls),
      keepScreenOn(isPlaying),
      () => controls.close(),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [controls, keys, isPlaying]);
  useSignalEffect(() => {
    document.title = song.job.value?.display_name ?? t("app.name");
    return () => {
      document.title = t("app.name");
    };
  });
  return isWide.value ? <Wide controls={controls} keys={keys} /> : <Narrow controls={controls} keys={keys} />;
}

interface Props {
  controls: Controls;
  keys: KeyCommands;
}

function Narrow({ controls, keys }: Props) {
  return (
    <div class="song-body narrow">
      <SongHeader song={controls.song} />
      <InWork controls={controls} />
      <NoSound song={controls.song} />
      <Now controls={controls} />
      <div class="song-picture">
        <Stage controls={controls} />
        <Overview controls={controls} />
      </div>
      <Panels controls={controls} closable />
      <Transport controls={controls} />
      <KeyCard keys={keys} />
    </div>
  );
}

function Wide({ controls, keys }: Props) {
  return (
    <div class="song-body wide">
      <SongHeader song={controls.song}>
        <Now controls={controls} />
        <IconButton label={t("song.keys")} onClick={() => keys.show()}>
          <Keyboard />
        </IconButton>
      </SongHeader>
      <InWork controls={controls} />
      <NoSound song={controls.song} />
      <div class="song-picture">
        <Stage controls={controls} />
        <Overview controls={controls} />
      </div>
      <aside class="song-side">
        <Mixer controls={controls} />
        <Panels controls={controls} />
      </aside>
      <Transport controls={controls} />
      <KeyCard keys={keys} />
    </div>
  );
}
