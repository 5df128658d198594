/** The menu of a song: what can be done to it as it stands. */

import { Bell, Pencil, RotateCw, Sparkles, Trash2, X } from "lucide-preact";
import type { Job } from "../api/client";
import { isQuick, isUnderWay } from "../jobs/state";
import type { MenuItem } from "../parts/Menu";
import { t } from "../words";
import type { Actions } from "./actions";

/** onRename: called to ask for another name. isWatched: whether its end is told anyway. */
export function menuOf(job: Job, actions: Actions, onRename: () => void, isWatched: boolean): MenuItem[] {
  const items: [boolean, MenuItem][] = [
    [
      isUnderWay(job) && !isWatched,
      {
        label: t("queue.tellMe"),
        icon: <Bell aria-hidden="true" />,
        run: () => void actions.tellWhenReady(job),
      },
    ],
    [
      isQuick(job),
      { label: t("queue.better"), icon: <Sparkles aria-hidden="true" />, run: () => actions.improve(job) },
    ],
    [
      job.status === "failed",
      { label: t("queue.retry"), icon: <RotateCw aria-hidden="true" />, run: () => actions.retry(job) },
    ],
    [
      isUnderWay(job),
      { label: t("queue.cancel"), icon: <X aria-hidden="true" />, run: () => actions.cancel(job) },
    ],
    [true, { label: t("queue.rename"), icon: <Pencil aria-hidden="true" />, run: onRename }],
    [
      true,
      {
        label: t("queue.delete"),
        icon: <Trash2 aria-hidden="true" />,
        danger: true,
        run: () => actions.delete(job),
      },
    ],
  ];
  return items.filter(([fits]) => fits).map(([, item]) => item);
}
