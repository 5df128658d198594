/** The own voice against the melody: a meter of cents, and how well the take goes. */

import { Headphones, Mic, MicOff, RotateCcw } from "lucide-preact";
import { useEffect, useMemo } from "preact/hooks";
import { Button } from "../parts/Button";
import { whyDeaf } from "../parts/microphone";
import { Progress } from "../parts/Progress";
import type { Song } from "../song/song";
import { t, type Word } from "../words";
import { Meter } from "./Meter";
import { Singing } from "./singing";
import "./singing.css";

export function SingPanel({ song }: { song: Song }) {
  const singing = useMemo(() => new Singing(song), [song]);
  useEffect(() => () => singing.close(), [singing]);
  const reason = whyDeaf() ?? whyNoMelody(song);
  return (
    <section class="singing" aria-label={t("singing.title")}>
      {reason ? (
        <p class="muted">{t(reason)}</p>
      ) : singing.state.value === "on" ? (
        <Listening song={song} singing={singing} />
      ) : (
        <Off singing={singing} />
      )}
    </section>
  );
}

function Off({ singing }: { singing: Singing }) {
  const isAsking = singing.state.value === "asking";
  return (
    <>
      <p>{t("singing.what")}</p>
      <Button
        kind="main"
        icon={<Mic size={20} aria-hidden="true" />}
        disabled={isAsking}
        onClick={() => void singing.start()}
      >
        {t(isAsking ? "singing.asking" : "singing.start")}
      </Button>
      {singing.problem.value && (
        <p class="singing-problem" role="alert">
          {t(singing.problem.value)}
        </p>
      )}
      <HeadphonesHint />
    </>
  );
}

function Listening({ song, singing }: { song: Song; singing: Singing }) {
  return (
    <>
      <Meter now={singing.now} isPlaying={song.player.value?.playing.value ?? false} />
      <Score singing={singing} />
      <div class="singing-buttons">
        <Button icon={<MicOff size={20} aria-hidden="true" />} onClick={() => singing.stop()}>
          {t("singing.stop")}
        </Button>
        <Button icon={<RotateCcw size={20} aria-hidden="true" />} onClick={() => singing.again()}>
          {t("singing.again")}
        </Button>
      </div>
      <HeadphonesHint />
    </>
  );
}

function Score({ singing }: { singing: Singing }) {
  const score = singing.score.value;
  if (score === null) return null;
  const percent = Math.round(100 * score);
  return (
    <div class="singing-score">
      <p>{t("singing.score", { percent })}</p>
      <Progress label={t("singing.scoreLabel")} percent={percent} />
    </div>
  );
}

function HeadphonesHint() {
  return (
    <p class="singing-hint muted">
      <Headphones size={20} aria-hidden="true" />
      {t("singing.headphones")}
    </p>
  );
}

function whyNoMelody(song: Song): Word | null {
  const melody = song.frames.value;
  if (!melody) return song.job.value?.status === "completed" ? "singing.noMelody" : "singing.later";
  return melody.midi.every(Number.isNaN) ? "singing.noMelody" : null;
}
