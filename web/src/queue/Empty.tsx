/** What stands where there are no songs: what this is for, or that a search found nothing. */

import { AudioLines, Music, SlidersVertical } from "lucide-preact";
import { Button } from "../parts/Button";
import { t } from "../words";

export function NoSongs() {
  return (
    <div class="empty">
      <h2>{t("queue.empty")}</h2>
      <p>{t("queue.emptyText")}</p>
      <ul>
        <li>
          <SlidersVertical class="vocals" aria-hidden="true" />
          {t("queue.emptyStems")}
        </li>
        <li>
          <AudioLines class="other" aria-hidden="true" />
          {t("queue.emptyPitch")}
        </li>
        <li>
          <Music class="guitar" aria-hidden="true" />
          {t("queue.emptyChords")}
        </li>
      </ul>
      <p class="muted">{t("queue.emptyHere")}</p>
    </div>
  );
}

export function NothingFound({ query, onShowAll }: { query: string; onShowAll: () => void }) {
  return (
    <div class="empty">
      <h2>{t("queue.nothing", { query })}</h2>
      <div>
        <Button onClick={onShowAll}>{t("queue.showAll")}</Button>
      </div>
    </div>
  );
}
