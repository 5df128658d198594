/** Play, place, loop, metronome, and whether the view goes along. */

import { LocateFixed, Metronome, Pause, Play, Repeat, SkipBack } from "lucide-preact";
import { IconButton } from "../parts/Button";
import { t } from "../words";
import type { Controls } from "./controls";
import { Place } from "./Now";
import { Steppers, Zoom } from "./Practice";
import { isWide } from "./wide";
import "./transport.css";

export function Transport({ controls }: { controls: Controls }) {
  return (
    <section class="transport" aria-label={t("song.transport")}>
      {isWide.value ? <WideRow controls={controls} /> : <NarrowRow controls={controls} />}
    </section>
  );
}

/** By the thumb: the button that plays in the middle. */
function NarrowRow({ controls }: { controls: Controls }) {
  return (
    <>
      <StartButton controls={controls} />
      <LoopButton controls={controls} />
      <PlayButton controls={controls} />
      <MetronomeButton controls={controls} />
      <FollowButton controls={controls} />
    </>
  );
}

function WideRow({ controls }: { controls: Controls }) {
  return (
    <>
      <div class="transport-group">
        <StartButton controls={controls} />
        <PlayButton controls={controls} />
        <LoopButton controls={controls} />
        <Place controls={controls} />
      </div>
      <div class="transport-group">
        <Steppers controls={controls} />
      </div>
      <div class="transport-group">
        <MetronomeButton controls={controls} />
      </div>
      <div class="transport-group">
        <FollowButton controls={controls} />
        <Zoom controls={controls} />
      </div>
    </>
  );
}

function PlayButton({ controls }: { controls: Controls }) {
  const player = controls.song.player.value;
  const isWaiting = player?.waiting.value ?? false;
  const isOn = isWaiting || (player?.playing.value ?? false);
  const isThere = player !== null && controls.score.ready.value > 0;
  return (
    <button
      type="button"
      class={`play ${isWaiting ? "waiting" : ""}`}
      disabled={!isThere}
      aria-label={t(isOn ? "song.pause" : "song.play")}
      title={t(isOn ? "song.pause" : "song.play")}
      onClick={() => controls.toggle()}
    >
      {isOn ? <Pause size={28} fill="currentColor" /> : <Play size={28} fill="currentColor" />}
    </button>
  );
}

function StartButton({ controls }: { controls: Controls }) {
  return (
    <IconButton label={t("song.toStart")} onClick={() => controls.toStart()}>
      <SkipBack />
    </IconButton>
  );
}

function LoopButton({ controls }: { controls: Controls }) {
  const isOn = controls.song.player.value?.loop.value != null;
  return (
    <IconButton label={t("song.loop")} pressed={isOn} onClick={() => controls.toggleLoop()}>
      <Repeat />
    </IconButton>
  );
}

function MetronomeButton({ controls }: { controls: Controls }) {
  const isOn = controls.song.player.value?.metronome.on.value ?? false;
  const isThere = controls.score.grid.value.beats.length > 0;
  return (
    <IconButton
      label={t("song.metronome")}
      pressed={isOn}
      disabled={!isThere}
      onClick={() => controls.toggleMetronome()}
    >
      <Metronome />
    </IconButton>
  );
}

function FollowButton({ controls }: { controls: Controls }) {
  return (
    <IconButton
      label={t("song.follow")}
      pressed={controls.follow.value}
      onClick={() => controls.toggleFollow()}
    >
      <LocateFixed />
    </IconButton>
  );
}
