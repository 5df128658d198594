/** How far a song is that is still in work, and what can be heard of it already. */

import { isUnderWay, stateOf, timeLeft } from "../jobs/state";
import { Progress } from "../parts/Progress";
import { clock } from "../parts/written";
import { t } from "../words";
import type { Controls } from "./controls";

export function InWork({ controls }: { controls: Controls }) {
  const job = controls.song.job.value;
  if (!job || !isUnderWay(job)) return null;
  const ready = controls.score.ready.value;
  const heard = t("song.heardAlready", {
    ready: clock(Math.floor(ready)),
    duration: clock(controls.score.duration.value),
  });
  return (
    <section class="in-work" aria-label={t("song.inWork")}>
      <p>
        <strong>{stateOf(job)}</strong>
        <span class="muted">{timeLeft(job.eta_seconds)}</span>
      </p>
      <Progress label={t("song.progress")} percent={job.progress} />
      <p class="muted">{ready > 0 ? heard : t("song.heardSoon")}</p>
    </section>
  );
}
