/** How far the voice is from the melody's note now: a needle over fifty cents to either side. */

import type { ReadonlySignal } from "@preact/signals";
import { signed } from "../parts/written";
import { t } from "../words";
import { noteName } from "./cents";
import type { Sung } from "./singing";

const WIDTH_CENTS = 50;
const CLEAN_CENTS = 15;
const MARKS = [-50, -25, 0, 25, 50];

export function Meter({ now, isPlaying }: { now: ReadonlySignal<Sung>; isPlaying: boolean }) {
  const { midi, target, cents } = now.value;
  return (
    <div class={`cents ${gradeOf(cents)}`}>
      <p class="cents-notes">
        <NoteShown label={t("singing.melody")} midi={target} />
        <strong>{cents === null ? "–" : signed(Math.round(cents))}</strong>
        <NoteShown label={t("singing.you")} midi={midi} />
      </p>
      <div class="cents-scale" aria-hidden="true">
        {MARKS.map((mark) => (
          <i key={mark} style={{ left: `${50 + mark}%` }} />
        ))}
        {cents !== null && <b style={{ left: `${50 + within(cents)}%` }} />}
      </div>
      <p class="cents-marks" aria-hidden="true">
        {MARKS.map((mark) => (
          <span key={mark} style={{ left: `${50 + mark}%` }}>
            {signed(mark)}
          </span>
        ))}
      </p>
      <p class="cents-said">{sentence(now.value, isPlaying)}</p>
    </div>
  );
}

function NoteShown({ label, midi }: { label: string; midi: number | null }) {
  return (
    <span>
      <small>{label}</small> {midi === null ? "–" : noteName(midi)}
    </span>
  );
}

function within(cents: number): number {
  return Math.min(Math.max(cents, -WIDTH_CENTS), WIDTH_CENTS);
}

function gradeOf(cents: number | null): string {
  if (cents === null) return "silent";
  if (Math.abs(cents) <= CLEAN_CENTS) return "clean";
  return Math.abs(cents) <= WIDTH_CENTS ? "near" : "off";
}

function sentence({ midi, target, cents }: Sung, isPlaying: boolean): string {
  if (cents !== null) {
    if (Math.abs(cents) <= CLEAN_CENTS) return t("singing.inTune");
    const count = Math.round(Math.abs(cents));
    return t(cents < 0 ? "singing.tooLow" : "singing.tooHigh", { cents: count });
  }
  if (!isPlaying && target === null) return t("singing.press");
  return t(midi === null ? "singing.silent" : "singing.rest");
}
