/** How far something is. */

import "./progress.css";

interface Props {
  /** What is on its way. */
  label: string;
  /** 0 to 100; null where nobody knows how far it is. */
  percent: number | null;
  /** It stands still. */
  halted?: boolean;
}

export function Progress({ label, percent, halted = false }: Props) {
  return (
    <div
      class={`progress${percent === null ? " unknown" : ""}${halted ? " halted" : ""}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent === null ? undefined : Math.round(percent)}
    >
      <div style={percent === null ? undefined : { transform: `scaleX(${percent / 100})` }} />
    </div>
  );
}
