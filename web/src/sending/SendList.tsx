/** The songs on their way, and those that an earlier visit did not get through. */

import { RotateCw, X } from "lucide-preact";
import { attempt } from "../parts/attempt";
import { Button, IconButton } from "../parts/Button";
import { Progress } from "../parts/Progress";
import { sizeOf } from "../parts/written";
import { t } from "../words";
import type { Leftover } from "./leftovers";
import { hasEnded, type SendQueue } from "./queue";
import type { Sending } from "./sending";

/** So many that wait are shown; the others are counted. */
const WAITING_SHOWN = 3;

export function SendList({ queue, onChoose }: { queue: SendQueue; onChoose: () => void }) {
  const items = queue.items.value;
  const waiting = items.filter((item) => item.state.value === "waiting");
  const hidden = new Set(waiting.slice(WAITING_SHOWN));
  const shown = items.filter((item) => !hidden.has(item));
  if (!items.length && !queue.left.value.length) return null;
  return (
    <ul class="sendings" aria-label={t("send.onTheirWay")}>
      {shown.map((item) => (
        <Item key={item.id} item={item} queue={queue} />
      ))}
      {hidden.size > 0 && <More count={hidden.size} onCancel={() => queue.removeAll(hidden)} />}
      {queue.left.value.map((leftover) => (
        <Left key={leftover.key} leftover={leftover} queue={queue} onChoose={onChoose} />
      ))}
    </ul>
  );
}

function Item({ item, queue }: { item: Sending; queue: SendQueue }) {
  const state = item.state.value;
  const percent = item.size ? (100 * item.sent.value) / item.size : 0;
  const isOver = hasEnded(item);
  const cancel = t(isOver ? "send.remove" : "send.cancel", { song: item.name });
  return (
    <li class={`sending ${state}`}>
      <div class="sending-words">
        <p class="sending-name">{item.name}</p>
        <p class="muted small" role={state === "sending" ? undefined : "status"}>
          {wordsOf(item)}
        </p>
      </div>
      {state === "failed" && (
        <Button icon={<RotateCw aria-hidden="true" />} onClick={() => queue.retry(item)}>
          {t("app.tryAgain")}
        </Button>
      )}
      <IconButton label={cancel} onClick={() => queue.remove(item)}>
        <X aria-hidden="true" />
      </IconButton>
      {!isOver && <Progress label={item.name} percent={percent} halted={state === "interrupted"} />}
    </li>
  );
}

function wordsOf(item: Sending): string {
  const total = sizeOf(item.size);
  switch (item.state.value) {
    case "waiting":
      return t("send.waits", { total });
    case "checking":
      return t("send.checking");
    case "sending":
      return t("send.progress", { percent: Math.floor((100 * item.sent.value) / item.size), total });
    default:
      return item.problem.value;
  }
}

function More({ count, onCancel }: { count: number; onCancel: () => void }) {
  return (
    <li class="sending">
      <p class="sending-words muted">{t("send.more", { count })}</p>
      <Button onClick={onCancel}>{t("send.cancelThese")}</Button>
    </li>
  );
}

function Left({ leftover, queue, onChoose }: { leftover: Leftover; queue: SendQueue; onChoose: () => void }) {
  const { name, percent } = leftover;
  return (
    <li class="sending">
      <div class="sending-words">
        <p class="sending-name">{name}</p>
        <p class="muted small">{t("send.left", { percent })}</p>
      </div>
      <Button onClick={onChoose}>{t("send.choose")}</Button>
      <IconButton
        label={t("send.cancel", { song: name })}
        onClick={() => attempt(() => queue.forget(leftover))}
      >
        <X aria-hidden="true" />
      </IconButton>
    </li>
  );
}
