/** Taking a song along: its stems, mixes, notes and chords as files. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { StemList } from "../api/client";
import { Problem } from "../api/problem";
import { sentenceOf } from "../parts/attempt";
import type { Song } from "../song/song";
import { t } from "../words";
import { OfferList } from "./OfferList";
import {
  dataOffers,
  FORMATS,
  type Format,
  mixOffers,
  noteOffers,
  stemOffers,
  type Wanted,
  zipOffer,
} from "./offers";
import "./saving.css";

export function TakeAway({ song }: { song: Song }) {
  const job = song.job.value;
  const isReady = job?.status === "completed";
  const stems = useStems(song, isReady);
  if (!isReady) return <p class="take-away muted">{t("saving.later")}</p>;
  return (
    <section class="take-away" aria-label={t("saving.title")}>
      {stems.problem.value && <p role="alert">{stems.problem.value}</p>}
      <Offers song={song} name={job.display_name} stems={stems.list.value} />
    </section>
  );
}

function Offers({ song, name, stems }: { song: Song; name: string; stems: StemList["stems"] }) {
  const format = useSignal<Format>("mp3");
  const wanted: Wanted = {
    song: name,
    stems,
    format: format.value,
    transpose: song.transpose.value,
    capo: song.capo.value,
    has: { chords: song.chords.value !== null, singing: song.frames.value !== null },
  };
  const from = { client: song.client, jobId: song.id };
  return (
    <>
      {stems.length > 0 && (
        <Formats
          chosen={format.value}
          onChoose={(choice) => {
            format.value = choice;
          }}
        />
      )}
      <OfferList title={t("saving.stems")} offers={stemOffers(wanted)} {...from} />
      <OfferList title={t("saving.mixes")} offers={mixOffers(wanted)} {...from} />
      <OfferList title={t("saving.played")} offers={noteOffers(wanted)} {...from} />
      <OfferList title={t("saving.all")} offers={[zipOffer(wanted)]} {...from} />
      <OfferList title={t("saving.data")} offers={dataOffers(wanted)} {...from} />
    </>
  );
}

function Formats({ chosen, onChoose }: { chosen: Format; onChoose: (format: Format) => void }) {
  return (
    <fieldset class="formats">
      <legend>{t("saving.format")}</legend>
      {FORMATS.map((format) => (
        <label key={format}>
          <input type="radio" name="format" checked={format === chosen} onChange={() => onChoose(format)} />
          <span>{t(`saving.${format}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The audio files of a finished song. */
function useStems(song: Song, isReady: boolean) {
  const list = useSignal<StemList["stems"]>([]);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    if (!isReady) return;
    const stop = new AbortController();
    song.client
      .get<StemList>(`/jobs/${song.id}/stems`, { signal: stop.signal })
      .then(({ stems }) => {
        list.value = stems;
      })
      .catch((error: unknown) => {
        if (error instanceof Problem) problem.value = sentenceOf(error);
      });
    return () => stop.abort();
  }, [song, isReady]);
  return { list, problem };
}
