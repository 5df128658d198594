/** Six digits to compare with those at the computer. */

import { Button } from "../parts/Button";
import { t } from "../words";

export function Digits({ code, onCancel }: { code: string; onCancel: () => void }) {
  return (
    <>
      <h1 tabIndex={-1}>{t("pair.compare")}</h1>
      <p class="pair-number">
        <span class="said">{code.split("").join(" ")}</span>
        <span aria-hidden="true">
          {code.slice(0, 3)} {code.slice(3)}
        </span>
      </p>
      <p>{t("pair.allow")}</p>
      <p class="muted small">
        {t("pair.noWindow")} <code>backline devices approve {code}</code>
      </p>
      <p class="pair-waits muted" role="status">
        <span class="pair-dot" />
        {t("pair.waits")}
      </p>
      <Button onClick={onCancel}>{t("app.cancel")}</Button>
    </>
  );
}
