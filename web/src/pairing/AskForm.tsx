/** The two ways in: to ask, and to type a code. */

import { Smartphone, TriangleAlert } from "lucide-preact";
import { useState } from "preact/hooks";
import { isOnHomeScreen } from "../frame/browser";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { t } from "../words";
import type { Session, Standing } from "./session";

export function AskForm({ session }: { session: Session }) {
  const [isBusy, setBusy] = useState(false);
  const wasIn = session.standing.value.at === "revoked";
  const run = async (way: () => Promise<void>) => {
    setBusy(true);
    await way();
    setBusy(false);
  };
  return (
    <>
      <Smartphone class="pair-picture" aria-hidden="true" />
      <h1 tabIndex={-1}>{t(wasIn ? "pair.revoked" : "pair.title")}</h1>
      <p class="muted">{t(wasIn ? "pair.revokedText" : "pair.text")}</p>
      {isOnHomeScreen() && !wasIn && <p class="pair-note">{t("pair.homeScreen")}</p>}
      <Refusal standing={session.standing.value} />
      <Button kind="main" class="button main big" disabled={isBusy} onClick={() => run(() => session.ask())}>
        {t("pair.ask")}
      </Button>
      <p class="pair-or muted">{t("pair.or")}</p>
      <CodeForm isBusy={isBusy} onCode={(code) => run(() => session.redeem(code))} />
      <p class="muted small">{t("pair.where")}</p>
    </>
  );
}

function CodeForm({ isBusy, onCode }: { isBusy: boolean; onCode: (code: string) => void }) {
  const [code, setCode] = useState("");
  const redeem = (event: Event) => {
    event.preventDefault();
    if (code.trim()) onCode(code.trim());
  };
  return (
    <form class="pair-code" onSubmit={redeem}>
      <Field
        label={t("pair.code")}
        placeholder="K7QM-2XPA"
        value={code}
        onInput={(event) => setCode(event.currentTarget.value)}
        maxLength={12}
        autocomplete="one-time-code"
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="go"
      />
      <Button type="submit" disabled={isBusy}>
        {t("pair.useCode")}
      </Button>
    </form>
  );
}

function Refusal({ standing }: { standing: Standing }) {
  if (standing.at !== "turned away") return null;
  const sentences = {
    refused: t("pair.refused"),
    expired: t("pair.expired"),
    code: t("pair.wrongCode"),
    said: standing.detail,
  };
  return (
    <p class="pair-refusal" role="alert">
      <TriangleAlert aria-hidden="true" />
      {sentences[standing.why]}
    </p>
  );
}
