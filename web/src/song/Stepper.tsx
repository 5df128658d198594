/** A value that is stepped down and up, with its name above it. */

import { Minus, Plus } from "lucide-preact";
import { IconButton } from "../parts/Button";
import { t } from "../words";

interface Props {
  name: string;
  value: string;
  /** What it is at first: a press on the value goes back to it. */
  isAtRest: boolean;
  onStep: (direction: -1 | 1) => void;
  onReset: () => void;
}

export function Stepper({ name, value, isAtRest, onStep, onReset }: Props) {
  return (
    <fieldset class="stepper" aria-label={name}>
      <span class="stepper-name">{name}</span>
      <IconButton label={t("song.down", { name })} onClick={() => onStep(-1)}>
        <Minus size={20} />
      </IconButton>
      <button
        type="button"
        class="stepper-value"
        disabled={isAtRest}
        title={t("song.reset", { name })}
        aria-label={`${value}. ${t("song.reset", { name })}`}
        onClick={onReset}
      >
        {value}
      </button>
      <IconButton label={t("song.up", { name })} onClick={() => onStep(1)}>
        <Plus size={20} />
      </IconButton>
      <span class="said" aria-live="polite">
        {isAtRest ? "" : value}
      </span>
    </fieldset>
  );
}
