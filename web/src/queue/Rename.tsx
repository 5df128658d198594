/** Asks for another name of a song. */

import { useState } from "preact/hooks";
import type { Job } from "../api/client";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { Field } from "../parts/Field";
import { t } from "../words";
import type { Actions } from "./actions";

const LONGEST_NAME = 200;

export function Rename({ job, actions, onClose }: { job: Job; actions: Actions; onClose: () => void }) {
  const [name, setName] = useState(job.display_name);
  const save = async (event: Event) => {
    event.preventDefault();
    const wanted = name.trim();
    if (!wanted || wanted === job.display_name || (await actions.rename(job, wanted))) onClose();
  };
  return (
    <Dialog title={t("queue.rename")} onClose={onClose}>
      <form class="rename" onSubmit={save}>
        <Field
          label={t("queue.name")}
          value={name}
          maxLength={LONGEST_NAME}
          autofocus
          onInput={(event) => setName(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
        />
        <footer>
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button kind="main" type="submit">
            {t("queue.save")}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
