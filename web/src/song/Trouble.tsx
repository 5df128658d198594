/** Why a song cannot be shown, and the one thing to do about it. */

import { useSignal } from "@preact/signals";
import { CircleAlert, RotateCw } from "lucide-preact";
import type { ComponentChildren } from "preact";
import type { Job } from "../api/client";
import type { Problem } from "../api/problem";
import { attempt, sentenceOf } from "../parts/attempt";
import { Button } from "../parts/Button";
import { addressOf } from "../route";
import { t } from "../words";
import type { Song } from "./song";

/** Trying these again leads to the same. */
const HOPELESS = ["invalid_audio", "file_too_large", "job_not_found"];

export function Failed({ song, job }: { song: Song; job: Job }) {
  const code = job.error_code ?? "";
  if (code === "cancelled") {
    return (
      <Why title={t("song.cancelled")} text={t("song.cancelledWhy")}>
        <Retry song={song} />
      </Why>
    );
  }
  return (
    <Why title={t("song.failed")} text={job.error_message ?? job.message}>
      {HOPELESS.includes(code) ? <BackLink /> : <Retry song={song} />}
    </Why>
  );
}

/** The song itself did not come. */
export function Lost({ song, problem }: { song: Song; problem: Problem }) {
  if (problem.status === 404) {
    return (
      <Why level="h1" title={t("song.gone")} text={t("song.goneWhy")}>
        <BackLink />
      </Why>
    );
  }
  return (
    <Why level="h1" title={t("song.lost")} text={sentenceOf(problem)}>
      <Button kind="main" icon={<RotateCw size={18} />} onClick={() => song.askAgain()}>
        {t("app.tryAgain")}
      </Button>
    </Why>
  );
}

function Retry({ song }: { song: Song }) {
  const isBusy = useSignal(false);
  const retry = async () => {
    isBusy.value = true;
    await attempt(() => song.retry());
    isBusy.value = false;
  };
  return (
    <Button kind="main" icon={<RotateCw size={18} />} disabled={isBusy.value} onClick={retry}>
      {t("app.tryAgain")}
    </Button>
  );
}

function BackLink() {
  return (
    <a class="button main" href={addressOf({ view: "songs" })}>
      {t("app.back")}
    </a>
  );
}

interface WhyProps {
  title: string;
  text: string;
  /** What there is no song of has no other title. */
  level?: "h1" | "h2";
  children: ComponentChildren;
}

function Why({ title, text, level: Title = "h2", children }: WhyProps) {
  return (
    <div class="song-trouble" role="alert">
      <CircleAlert size={40} aria-hidden="true" />
      <Title>{title}</Title>
      <p>{text}</p>
      {children}
    </div>
  );
}
