/** A song in the list. */

import { AudioLines, CircleAlert, CircleX, Clock, Music, RotateCw } from "lucide-preact";
import { useState } from "preact/hooks";
import type { Job } from "../api/client";
import { detailOf, factsOf, isQuick, stateOf, timeLeft, wasCancelled } from "../jobs/state";
import { Button } from "../parts/Button";
import { Menu } from "../parts/Menu";
import { Progress } from "../parts/Progress";
import { addressOf } from "../route";
import { t } from "../words";
import type { Actions } from "./actions";
import { dayOf } from "./day";
import { menuOf } from "./menu";
import { Rename } from "./Rename";
import type { ListedSong } from "./songs";
import type { Watch } from "./watch";

const PICTURES = { queued: Clock, processing: AudioLines, completed: Music, failed: CircleAlert };
const HUES = ["vocals", "drums", "bass", "other", "guitar", "piano"];

export function Row({ song, actions, watch }: { song: ListedSong; actions: Actions; watch: Watch }) {
  const [isRenaming, setRenaming] = useState(false);
  const job = song.job.value;
  return (
    <li class={`song ${wasCancelled(job) ? "cancelled" : job.status}`}>
      {job.status === "failed" ? (
        <div class="song-what">
          <What job={job} />
        </div>
      ) : (
        <a class="song-what" href={addressOf({ view: "song", id: job.id })}>
          <What job={job} />
        </a>
      )}
      {job.status === "failed" && !wasCancelled(job) && (
        <Button
          class="button retry"
          icon={<RotateCw aria-hidden="true" />}
          aria-label={`${t("queue.retry")}: ${job.display_name}`}
          onClick={() => actions.retry(job)}
        >
          {t("app.tryAgain")}
        </Button>
      )}
      <time class="song-day muted" dateTime={job.created_at}>
        {dayOf(new Date(job.created_at))}
      </time>
      <Menu
        label={t("app.menu", { song: job.display_name })}
        title={job.display_name}
        items={() => menuOf(job, actions, () => setRenaming(true), watch.ids.peek().has(job.id))}
      />
      {isRenaming && <Rename job={job} actions={actions} onClose={() => setRenaming(false)} />}
    </li>
  );
}

function What({ job }: { job: Job }) {
  return (
    <>
      <Tile job={job} />
      <div class="song-words">
        <h2>{job.display_name}</h2>
        <Standing job={job} />
      </div>
    </>
  );
}

function Tile({ job }: { job: Job }) {
  const Picture = wasCancelled(job) ? CircleX : PICTURES[job.status];
  const hue = HUES[Number.parseInt(job.id.slice(0, 4), 16) % HUES.length];
  return (
    <span class="song-tile" style={{ "--hue": `var(--${hue})` }}>
      <Picture aria-hidden="true" />
    </span>
  );
}

/** How a song stands: what was found in it, or how far it is. */
function Standing({ job }: { job: Job }) {
  const detail = detailOf(job);
  const isWorkedOn = job.status === "processing";
  return (
    <>
      <p class="song-facts muted">
        {job.status === "completed" ? factsOf(job) : stateOf(job)}
        {isQuick(job) && <span class="badge">{t("queue.quick")}</span>}
      </p>
      {isWorkedOn && (
        <p class="song-facts muted">
          {[t("app.percent", { percent: job.progress }), timeLeft(job.eta_seconds)]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
      {detail && <p class="song-detail">{detail}</p>}
      {isWorkedOn && <Progress label={job.display_name} percent={job.progress} />}
    </>
  );
}
