/** The chords of a song as a sheet to play from, bar by bar. */

import { useComputed } from "@preact/signals";
import { Printer } from "lucide-preact";
import { useEffect, useMemo } from "preact/hooks";
import type { Chords } from "../api/client";
import { IconButton } from "../parts/Button";
import type { Song } from "../song/song";
import { t } from "../words";
import { BarList } from "./BarList";
import { barsOf } from "./bars";
import { factsOf } from "./facts";
import { MusicPlace } from "./place";
import "./sheet.css";

/** seek: to a second of the song. */
export function ChordSheet({ song, seek }: { song: Song; seek: (seconds: number) => void }) {
  const bars = useComputed(() => (song.chords.value ? barsOf(song.chords.value, song.beats.value) : []));
  const place = useMemo(() => new MusicPlace(bars, song.player), [bars, song]);
  useEffect(() => place.open(), [place]);
  const chords = song.chords.value;
  return (
    <section class="sheet" aria-label={t("sheet.title")}>
      {chords && bars.value.length ? (
        <>
          <Head song={song} chords={chords} />
          <BarList bars={bars.value} place={place} seek={seek} />
        </>
      ) : (
        <p class="muted">{t(whyNone(song))}</p>
      )}
    </section>
  );
}

function Head({ song, chords }: { song: Song; chords: Chords }) {
  const facts = factsOf(chords, song.beats.value, song.transpose.value, song.capo.value);
  return (
    <header class="sheet-head">
      <h2 class="sheet-song">{song.job.value?.display_name}</h2>
      <ul class="sheet-facts">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <IconButton label={t("sheet.print")} onClick={() => print()}>
        <Printer aria-hidden="true" />
      </IconButton>
    </header>
  );
}

function whyNone(song: Song) {
  if (song.chords.value) return "sheet.silent";
  return song.job.value?.status === "completed" ? "sheet.notAsked" : "sheet.later";
}
