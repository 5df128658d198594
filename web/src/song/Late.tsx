/** A component that is loaded when it is first shown. */

import { useSignal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { useEffect } from "preact/hooks";
import { Button } from "../parts/Button";
import { t } from "../words";

type State<Props> = { is: FunctionComponent<Props> } | "loading" | "failed";

/** load: where the component comes from. props: what it gets. */
export function Late<Props extends object>({
  load,
  props,
}: {
  load: () => Promise<FunctionComponent<Props>>;
  props: Props;
}) {
  const state = useSignal<State<Props>>("loading");
  const fetchIt = () => {
    state.value = "loading";
    load().then(
      (is) => {
        state.value = { is };
      },
      () => {
        state.value = "failed";
      },
    );
  };
  useEffect(fetchIt, [load]);
  if (state.value === "loading") return <p class="song-empty muted">{t("song.loading")}</p>;
  if (state.value === "failed") {
    return (
      <div class="song-empty">
        <p>{t("app.unreachable")}</p>
        <Button onClick={fetchIt}>{t("app.tryAgain")}</Button>
      </div>
    );
  }
  const { is: Shown } = state.value;
  return <Shown {...props} />;
}
