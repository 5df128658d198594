/** Bars, chords and the sung pitch, as they go by. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../words";
import type { Controls } from "./controls";
import { Hand } from "./hand";
import { Picture } from "./picture";

export function Stage({ controls }: { controls: Controls }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useMemo(() => new Picture(controls), [controls]);
  useEffect(() => {
    if (!canvas.current) return;
    const ends = [picture.attach(canvas.current), new Hand(controls).attach(canvas.current)];
    return () => {
      for (const end of ends) end();
    };
  }, [controls, picture]);
  return (
    <div class="stage">
      <canvas ref={canvas} role="img" aria-label={t("song.stage")} />
      <Silence controls={controls} />
    </div>
  );
}

/** Why there is no curve, where there is none. */
function Silence({ controls }: { controls: Controls }) {
  const { job, frames } = controls.song;
  if (job.value?.status !== "completed") return null;
  const isSung = frames.value?.midi.some((midi) => !Number.isNaN(midi));
  if (isSung || (!frames.value && job.value.num_frames)) return null;
  return <p class="stage-note muted">{t(frames.value ? "song.noSinging" : "song.singingNotAsked")}</p>;
}
