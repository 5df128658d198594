/** A button with three dots, and what can be done: beside it on a desktop, at the thumb on a phone. */

import { EllipsisVertical } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "./Button";
import { closing, useModal } from "./Dialog";
import "./menu.css";

export interface MenuItem {
  label: string;
  icon: ComponentChildren;
  run: () => void;
  danger?: boolean;
}

interface Props {
  /** What the button is called: "More for Harbour Lights". */
  label: string;
  /** What stands above the items where they cover the lower half of a phone. */
  title: string;
  items: () => readonly MenuItem[];
}

export function Menu({ label, title, items }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  return (
    <span ref={button} class="menu-button">
      <IconButton label={label} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(true)}>
        <EllipsisVertical aria-hidden="true" />
      </IconButton>
      {open && <List title={title} items={items()} beside={button} onClose={() => setOpen(false)} />}
    </span>
  );
}

interface ListProps {
  title: string;
  items: readonly MenuItem[];
  beside: { current: HTMLElement | null };
  onClose: () => void;
}

function List({ title, items, beside, onClose }: ListProps) {
  const ref = useModal();
  useLayoutEffect(() => place(ref.current, beside.current), [ref, beside]);
  const choose = (item: MenuItem) => {
    onClose();
    item.run();
  };
  return (
    <dialog ref={ref} class="menu" aria-label={title} {...closing(onClose)}>
      <p class="menu-title">{title}</p>
      <div role="menu" aria-label={title} onKeyDown={(event) => move(event, onClose)}>
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            class={item.danger ? "menu-item danger" : "menu-item"}
            onClick={() => choose(item)}
          >
            {item.icon}
            {item.label}
          </button>
        ))}
      </div>
    </dialog>
  );
}

/** On wide screens: below the button, or above it where there is no room. Phones have it at the lower edge. */
function place(menu: HTMLElement | null, button: HTMLElement | null): void {
  if (!menu || !button) return;
  const at = button.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = menu;
  const below = at.bottom + 4 + height <= innerHeight;
  menu.style.setProperty("--left", `${Math.max(8, at.right - width)}px`);
  menu.style.setProperty("--top", `${below ? at.bottom + 4 : Math.max(8, at.top - 4 - height)}px`);
}

function move(event: KeyboardEvent, close: () => void): void {
  if (event.key === "Tab") {
    event.preventDefault();
    close();
  }
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitem]")];
  const now = items.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}
