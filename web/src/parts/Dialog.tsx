/** What has to be looked at before all else: a sheet at the lower edge of a phone, a box on a desktop.
 * It is open as long as it is there. */

import { X } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../words";
import { IconButton } from "./Button";
import "./dialog.css";

interface Props {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, children }: Props) {
  const name = useId();
  const ref = useModal();
  return (
    <dialog ref={ref} class="dialog" aria-labelledby={name} {...closing(onClose)}>
      <div class="dialog-inside">
        <div class="dialog-head">
          <h2 id={name} tabIndex={-1}>
            {title}
          </h2>
          <IconButton label={t("app.close")} onClick={onClose}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** A reference for a <dialog> that is modal while it is there. The focus goes to what wants it by `autofocus`, else to
 * the title or the first item, and back where it was when the dialog goes. */
export function useModal() {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    const first = dialog?.querySelector<HTMLElement>("[autofocus]") ?? dialog?.querySelector("h2");
    first?.focus();
    return () => dialog?.close();
  }, []);
  return ref;
}

/** Esc and a press beside a <dialog> close it. */
export function closing(close: () => void) {
  return {
    onCancel: (event: Event) => {
      event.preventDefault();
      close();
    },
    onClick: (event: MouseEvent) => {
      if (event.target === event.currentTarget) close();
    },
  };
}
