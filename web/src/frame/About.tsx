/** What this page is, what it can do here, and its language. */

import { Check, X } from "lucide-preact";
import { hasWorker } from "../installing";
import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { LANGUAGES, type Language, language, speak, t } from "../words";
import "./about.css";
import { isOnHomeScreen, systemOf } from "./browser";
import { install } from "./install";

const NAMES: Record<Language, string> = { en: "English", de: "Deutsch" };

export function About({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t("about.title")} onClose={onClose}>
      <p>{t("about.text")}</p>
      <Languages />
      <Abilities />
      {!isOnHomeScreen() && <HomeScreen />}
    </Dialog>
  );
}

function Languages() {
  return (
    <fieldset class="languages">
      <legend>{t("about.language")}</legend>
      {LANGUAGES.map((each) => (
        <label key={each} lang={each}>
          <input
            type="radio"
            name="language"
            checked={language.value === each}
            onChange={() => speak(each)}
          />
          {NAMES[each]}
        </label>
      ))}
    </fieldset>
  );
}

/** What a browser keeps from pages that came over plain HTTP, or by a certificate that it does not trust. */
function Abilities() {
  const why = !isSecureContext ? t("about.plain") : hasWorker.value ? "" : t("about.certificate");
  return (
    <section>
      <h3>{t("about.abilities")}</h3>
      <ul class="abilities">
        <Ability can={true}>{t("about.always")}</Ability>
        <Ability can={isSecureContext}>{t("about.microphone")}</Ability>
        <Ability can={isSecureContext}>{t("about.notifications")}</Ability>
        <Ability can={hasWorker.value}>{t("about.window")}</Ability>
      </ul>
      {why && <p class="small">{why}</p>}
    </section>
  );
}

function Ability({ can, children }: { can: boolean; children: string }) {
  return (
    <li class={can ? "" : "muted"}>
      {can ? <Check class="good" aria-hidden="true" /> : <X aria-hidden="true" />}
      <span>
        <span class="said">{t(can ? "about.works" : "about.worksNot")} </span>
        {children}
      </span>
    </li>
  );
}

function HomeScreen() {
  const system = systemOf(navigator.userAgent, navigator.maxTouchPoints);
  return (
    <section>
      <h3>{t("about.homeScreen")}</h3>
      {install.value ? (
        <Button onClick={install.value}>{t("about.install")}</Button>
      ) : (
        <p>{t(`about.${system}`)}</p>
      )}
    </section>
  );
}
