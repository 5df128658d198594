/** The list of keys. */

import { Dialog } from "../parts/Dialog";
import { t } from "../words";
import { type KeyCommands, listed } from "./keys";

export function KeyCard({ keys }: { keys: KeyCommands }) {
  if (!keys.isShown.value) return null;
  const close = () => {
    keys.isShown.value = false;
  };
  return (
    <Dialog title={t("song.keys")} onClose={close}>
      <dl class="key-card">
        {listed(keys).map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
