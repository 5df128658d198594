/** How the song is practised: its speed, its pitch, the capo; and how much of it is in view. */

import { Maximize, ZoomIn, ZoomOut } from "lucide-preact";
import { IconButton } from "../parts/Button";
import { signed } from "../parts/written";
import { t } from "../words";
import type { Controls } from "./controls";
import { Stepper } from "./Stepper";

export function Steppers({ controls }: { controls: Controls }) {
  const { player, transpose, capo } = controls.song;
  const speed = player.value?.speed.value ?? 1;
  return (
    <>
      <Stepper
        name={t("song.speed")}
        value={t("app.percent", { percent: Math.round(speed * 100) })}
        isAtRest={speed === 1}
        onStep={(direction) => controls.stepSpeed(direction)}
        onReset={() => player.value?.setSpeed(1)}
      />
      <Stepper
        name={t("song.transpose")}
        value={signed(transpose.value)}
        isAtRest={transpose.value === 0}
        onStep={(direction) => controls.transpose(direction)}
        onReset={() => controls.transpose(-transpose.value)}
      />
      <Stepper
        name={t("song.capo")}
        value={capo.value ? String(capo.value) : "–"}
        isAtRest={capo.value === 0}
        onStep={(direction) => controls.moveCapo(direction)}
        onReset={() => controls.moveCapo(-capo.value)}
      />
    </>
  );
}

export function Zoom({ controls }: { controls: Controls }) {
  return (
    <fieldset class="zoom">
      <legend>{t("song.zoom")}</legend>
      <IconButton label={t("song.zoomOut")} onClick={() => controls.zoom(-1)}>
        <ZoomOut />
      </IconButton>
      <IconButton label={t("song.zoomIn")} onClick={() => controls.zoom(1)}>
        <ZoomIn />
      </IconButton>
      <IconButton label={t("song.whole")} onClick={() => controls.showWhole()}>
        <Maximize />
      </IconButton>
    </fieldset>
  );
}

/** All of it, where the transport has no room. */
export function Practice({ controls }: { controls: Controls }) {
  return (
    <div class="practice">
      <Steppers controls={controls} />
      <Zoom controls={controls} />
    </div>
  );
}
