/** Something to type, and what it is. */

import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import "./field.css";

type Props = Omit<JSX.IntrinsicElements["input"], "label" | "icon"> & {
  label: string;
  /** Stands in the field, before what is typed; the label is then only read aloud. */
  icon?: ComponentChildren;
};

export function Field({ label, icon, ...rest }: Props) {
  const id = useId();
  return (
    <div class={icon ? "field with-icon" : "field"}>
      <label for={id} class={icon ? "said" : ""}>
        {label}
      </label>
      {icon}
      <input id={id} {...rest} />
    </div>
  );
}
