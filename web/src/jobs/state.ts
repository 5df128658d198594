/** What becomes of a song, in words. */

import type { Job } from "../api/client";
import { keyName, tempoName } from "../parts/music";
import { clock } from "../parts/written";
import { t } from "../words";

const QUICK_SEPARATOR = "spleeter";
/** What the server says where there is nothing special: the page has words of its own for it. */
const USUAL =
  /^(Waiting for its turn|Starting|Ready|Separating the stems|Transcribing the singing|Finding beats, key and chords)\.$/;
const WRITING = /^Encoding the stems/;
const PAUSED = "Waiting: the queue is paused.";
const IN_VAIN = "The earlier results stay.";

type Known = Pick<Job, "status" | "stage" | "error_code" | "error_message" | "message" | "queue_position">;

export function isUnderWay(job: Pick<Job, "status">): boolean {
  return job.status === "queued" || job.status === "processing";
}

/** Whether there is something to show: a song that is done again keeps its results meanwhile. */
export function hasResults({ status, num_frames, num_chords }: Job): boolean {
  return status === "completed" || num_frames + num_chords > 0;
}

/** Whether its stems could be better: they were made by the quick engine. */
export function isQuick(job: Pick<Job, "status" | "engines">): boolean {
  return job.status === "completed" && job.engines.separator === QUICK_SEPARATOR;
}

/** Whether somebody stopped it, so that it is none that failed. */
export function wasCancelled(job: Pick<Job, "error_code">): boolean {
  return job.error_code === "cancelled";
}

/** Whether a finished song was to be done in better quality, and was not: its message says why. */
export function wasInVain(job: Pick<Job, "status" | "message">): boolean {
  return job.status === "completed" && job.message.endsWith(IN_VAIN);
}

/** Its state: "Separating the stems", "Waiting, number 3". */
export function stateOf(job: Known): string {
  switch (job.status) {
    case "queued":
      return waits(job);
    case "processing":
      if (WRITING.test(job.message)) return t("job.writing");
      return t(job.stage ? `job.${job.stage}` : "job.beginning");
    case "completed":
      return t("job.ready");
    default:
      return t(wasCancelled(job) ? "job.cancelled" : "job.failed");
  }
}

function waits(job: Known): string {
  if (job.message === PAUSED) return t("job.paused");
  const place = job.queue_position;
  if (place === null) return t("job.waiting");
  return place === 1 ? t("job.next") : t("job.place", { place });
}

/** What there is to know beyond the state: why it failed, what it waits for; mostly nothing. */
export function detailOf(job: Known): string {
  if (job.status === "failed") return wasCancelled(job) ? "" : (job.error_message ?? "");
  if (job.status === "completed") return wasInVain(job) ? job.message : "";
  return [USUAL, WRITING].some((usual) => usual.test(job.message)) || job.message === PAUSED
    ? ""
    : job.message;
}

/** How long it still takes: "about 2 min left"; empty where nobody knows. */
export function timeLeft(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 60) return t("job.lessThanMinute");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t("job.minutes", { minutes });
  return t("job.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** What was found in a song, in a line: `3:07 · 84 BPM · E♭ major`. */
export function factsOf(job: Pick<Job, "duration" | "tempo_bpm" | "key">): string {
  return [
    job.duration > 0 && clock(job.duration),
    job.tempo_bpm > 0 && tempoName(job.tempo_bpm),
    job.key && keyName(job.key),
  ]
    .filter(Boolean)
    .join(" · ");
}
