/** The head of a song's view: the way back, its name, what was found in it. */

import { ArrowLeft } from "lucide-preact";
import type { ComponentChildren } from "preact";
import type { Job } from "../api/client";
import { keyName, tempoName } from "../parts/music";
import { clock } from "../parts/written";
import { addressOf } from "../route";
import { t } from "../words";
import type { Song } from "./song";

/** children: what stands beside it where there is room. */
export function SongHeader({ song, children }: { song: Song; children?: ComponentChildren }) {
  const job = song.job.value;
  return (
    <header class="song-header">
      <a
        class="icon-button"
        href={addressOf({ view: "songs" })}
        aria-label={t("app.back")}
        title={t("app.back")}
      >
        <ArrowLeft />
      </a>
      <div class="song-title">
        {!song.problem.value || job ? <h1>{job?.display_name ?? t("song.loading")}</h1> : null}
        {job && <p class="song-found">{factsOf(song, job).join("  ·  ")}</p>}
      </div>
      {children}
    </header>
  );
}

/** Key, tempo, metre and length, as far as they are known. */
function factsOf(song: Song, job: Job): string[] {
  const beats = song.beats.value;
  const key = song.chords.value?.key_info;
  const capo = song.capo.value;
  const facts: string[] = [];
  if (key && "tonic" in key) {
    const name = keyName(key.key);
    facts.push(capo ? t("song.keyWithCapo", { key: name, fret: capo }) : name);
  }
  if (beats?.beats.length) facts.push(tempoName(beats.tempo_bpm), beats.time_signature);
  if (job.duration) facts.push(clock(job.duration));
  return facts;
}
