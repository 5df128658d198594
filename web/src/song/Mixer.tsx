/** A strip a stem: mute, solo and volume. Below them the metronome. */

import { type Signal, useComputed } from "@preact/signals";
import { Metronome } from "lucide-preact";
import type { TargetedKeyboardEvent } from "preact";
import { stemName } from "../parts/music";
import type { StemStrip } from "../playing/mixer";
import { t } from "../words";
import type { Controls } from "./controls";
import "./mixer.css";

export function Mixer({ controls }: { controls: Controls }) {
  const strips = controls.song.player.value?.mixer.stems.value ?? [];
  if (!strips.length) return <p class="song-empty muted">{t("song.noStemsYet")}</p>;
  const hasSolo = strips.some(({ solo }) => solo.value);
  return (
    <section class="mixer" aria-label={t("song.mixer")}>
      {strips.map((strip) => (
        <Strip
          key={strip.name}
          strip={strip}
          isHeard={!strip.muted.value && (!hasSolo || strip.solo.value)}
        />
      ))}
      <MetronomeStrip controls={controls} />
    </section>
  );
}

function Strip({ strip, isHeard }: { strip: StemStrip; isHeard: boolean }) {
  const name = stemName(strip.name);
  return (
    <fieldset
      class={`strip ${isHeard ? "" : "silent"}`}
      style={{ "--stem": `var(--${strip.name}, var(--muted))` }}
      aria-label={name}
      onKeyDown={(event) => switchByKey(event, strip)}
    >
      <span class="strip-name">{name}</span>
      <Switch letter="M" label={t("song.mute", { stem: name })} on={strip.muted} />
      <Switch letter="S" label={t("song.solo", { stem: name })} on={strip.solo} />
      <Volume name={name} of={strip.volume} />
    </fieldset>
  );
}

function MetronomeStrip({ controls }: { controls: Controls }) {
  const metronome = controls.song.player.value?.metronome;
  if (!metronome || !controls.score.grid.value.beats.length) return null;
  const name = t("song.metronome");
  return (
    <fieldset class={`strip click ${metronome.on.value ? "" : "silent"}`} aria-label={name}>
      <span class="strip-name">{name}</span>
      <button
        type="button"
        class="strip-switch S"
        aria-label={t("song.metronomeOn")}
        aria-pressed={metronome.on.value}
        onClick={() => toggle(metronome.on)}
      >
        <Metronome size={20} />
      </button>
      <Volume name={name} of={metronome.volume} />
    </fieldset>
  );
}

function Volume({ name, of }: { name: string; of: Signal<number> }) {
  const percent = useComputed(() => t("app.percent", { percent: Math.round(of.value * 100) }));
  return (
    <input
      type="range"
      min={0}
      max={1}
      step={0.01}
      value={of}
      style={{ "--part": of.value }}
      aria-label={t("song.volume", { stem: name })}
      aria-valuetext={percent}
      onInput={(event) => {
        of.value = Number(event.currentTarget.value);
      }}
      onDblClick={() => {
        of.value = 1;
      }}
    />
  );
}

function Switch({ letter, label, on }: { letter: string; label: string; on: Signal<boolean> }) {
  return (
    <button
      type="button"
      class={`strip-switch ${letter}`}
      aria-label={label}
      aria-pressed={on.value}
      title={label}
      onClick={() => toggle(on)}
    >
      {letter}
    </button>
  );
}

function toggle(on: Signal<boolean>): void {
  on.value = !on.value;
}

/** M and S, wherever in the strip one is. */
function switchByKey(event: TargetedKeyboardEvent<HTMLElement>, strip: StemStrip): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "m") toggle(strip.muted);
  else if (key === "s") toggle(strip.solo);
  else return;
  event.preventDefault();
}
