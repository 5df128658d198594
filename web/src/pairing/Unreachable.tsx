/** The computer does not answer, or says why it cannot now. The next try comes by itself. */

import { WifiOff } from "lucide-preact";
import { Button } from "../parts/Button";
import { t } from "../words";

export function Unreachable({ detail, onTry }: { detail: string; onTry: () => void }) {
  return (
    <>
      <WifiOff class="pair-picture" aria-hidden="true" />
      <h1 tabIndex={-1}>{t("pair.unreachable")}</h1>
      <p role="status">{detail || t("pair.unreachableText")}</p>
      <p class="muted">{t("pair.again")}</p>
      <Button onClick={onTry}>{t("pair.tryNow")}</Button>
    </>
  );
}
