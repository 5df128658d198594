/** The chord that sounds, the one that comes, and the beats of the bar as lights. */

import { useComputed } from "@preact/signals";
import { chordAfter } from "../drawing/ribbon";
import { clock, clockWithTenth } from "../parts/written";
import { t } from "../words";
import type { Controls } from "./controls";
import { barAndBeat } from "./steps";
import { isWide } from "./wide";
import "./now.css";

export function Now({ controls }: { controls: Controls }) {
  return (
    <div class="now-row">
      <ChordNow controls={controls} />
      <div class="now-place">
        <Lights controls={controls} />
        {!isWide.value && <Place controls={controls} />}
      </div>
    </div>
  );
}

function ChordNow({ controls }: { controls: Controls }) {
  const { playhead, score } = controls;
  const now = useComputed(() => score.ribbon.value?.chords[playhead.chord.value]);
  const next = useComputed(() => {
    return score.ribbon.value ? chordAfter(score.ribbon.value, playhead.chord.value)?.name : undefined;
  });
  if (!score.ribbon.value?.chords.some(({ name }) => name)) return null;
  const colour = now.value?.name
    ? { "--fifths": now.value.fifths > 6 ? now.value.fifths - 12 : now.value.fifths }
    : undefined;
  return (
    <div class={`chord-now ${colour ? "coloured" : ""}`} style={colour}>
      <span class="said">{t("song.chordNow")}</span>
      <strong>{now.value?.name || "–"}</strong>
      {next.value && (
        <p>
          <span>{t("song.next")}</span> {next.value}
        </p>
      )}
    </div>
  );
}

/** A light a beat; the first of the bar has a colour of its own. */
function Lights({ controls }: { controls: Controls }) {
  const { song, score, playhead } = controls;
  const position = useComputed(() => song.beats.value?.beats[playhead.beat.value]?.position ?? 0);
  if (!score.metre.value) return null;
  return (
    <div class="lights" aria-hidden="true">
      {Array.from({ length: Math.max(score.metre.value, position.value) }, (_, beat) => (
        <i key={beat} class={beat + 1 === position.value ? "lit" : ""} />
      ))}
    </div>
  );
}

/** Where one is, as clocks and as musicians count; tenths only where they stand still to be read. */
export function Place({ controls }: { controls: Controls }) {
  const { song, playhead, score } = controls;
  const time = useComputed(() => {
    const isPlaying = song.player.value?.playing.value;
    return isPlaying ? clock(playhead.second.value) : clockWithTenth(playhead.tenth.value);
  });
  const rest = useComputed(() => {
    const place = barAndBeat(playhead.beat.value, score.grid.value);
    const length = t("song.ofLength", { duration: clock(score.duration.value) });
    return [isWide.value && length, place && t("song.barAndBeat", place)].filter(Boolean).join(" · ");
  });
  return (
    <p class="place">
      <strong>{time}</strong>
      <span>{rest}</span>
    </p>
  );
}
