/** Buttons. */

import type { ComponentChildren, JSX } from "preact";
import "./button.css";

type Props = Omit<JSX.IntrinsicElements["button"], "icon" | "label"> & {
  kind?: "main" | "plain" | "danger";
  icon?: ComponentChildren;
  children: ComponentChildren;
};

/** A button with words on it, and a picture before them where there is one. */
export function Button({ kind = "plain", icon, children, ...rest }: Props) {
  return (
    <button type="button" class={`button ${kind}`} {...rest}>
      {icon}
      <span>{children}</span>
    </button>
  );
}

type IconProps = Omit<JSX.IntrinsicElements["button"], "label"> & {
  label: string;
  pressed?: boolean;
  children: ComponentChildren;
};

/** A button that is only a picture; `label` is what it is called. pressed: for one that switches something. */
export function IconButton({ label, pressed, children, ...rest }: IconProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      {...rest}
    >
      {children}
    </button>
  );
}
