/** Choose songs, drop them, or record one; and how those stand that are on their way. */

import { Mic, Upload } from "lucide-preact";
import { useRef, useState } from "preact/hooks";
import { Button, IconButton } from "../parts/Button";
import { t } from "../words";
import { DropTarget } from "./DropTarget";
import { Memo } from "./Memo";
import type { SendQueue } from "./queue";
import { SendList } from "./SendList";
import "./send.css";

/** Endings beside the types: phones do not know the types of all of them. */
const ACCEPTED = "audio/*,video/*,.mp3,.m4a,.flac,.wav,.ogg,.opus,.aif,.aiff,.wma,.caf,.mka,.mkv,.mov";

export function SendPanel({ queue }: { queue: SendQueue }) {
  const input = useRef<HTMLInputElement>(null);
  const [isRecording, setRecording] = useState(false);
  const choose = () => input.current?.click();
  const chosen = (event: { currentTarget: HTMLInputElement }) => {
    queue.addAll(event.currentTarget.files ?? []);
    event.currentTarget.value = "";
  };
  return (
    <section class="send" aria-label={t("send.title")}>
      <div class="send-buttons">
        <Button class="button main big" icon={<Upload aria-hidden="true" />} onClick={choose}>
          {t("send.songs")}
        </Button>
        <IconButton class="icon-button framed" label={t("send.memo")} onClick={() => setRecording(true)}>
          <Mic aria-hidden="true" />
        </IconButton>
      </div>
      <p class="send-drop muted small">{t("send.dropHint")}</p>
      <input ref={input} type="file" hidden multiple accept={ACCEPTED} onChange={chosen} />
      <SendList queue={queue} onChoose={choose} />
      <DropTarget onFiles={(files) => queue.addAll(files)} />
      {isRecording && (
        <Memo
          onSend={(file, title) => queue.add(file, title)}
          onChoose={choose}
          onClose={() => setRecording(false)}
        />
      )}
    </section>
  );
}
