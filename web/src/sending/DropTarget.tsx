/** The whole page takes what is dropped on it, and says so while something is dragged over it. */

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../words";
import { filesOf, holdsFiles } from "./drop";

export function DropTarget({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [isOver, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    const stop = new AbortController();
    const on = { signal: stop.signal };
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    addEventListener("dragenter", over, on);
    addEventListener("dragover", over, on);
    addEventListener("dragleave", (event) => event.relatedTarget ?? setOver(false), on);
    addEventListener(
      "drop",
      async (event) => {
        if (!event.dataTransfer || !holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        take.current(await filesOf(event.dataTransfer));
      },
      on,
    );
    return () => stop.abort();
  }, []);
  return isOver ? <div class="drop-target">{t("send.drop")}</div> : null;
}
