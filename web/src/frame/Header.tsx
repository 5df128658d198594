/** The name, and what this page is. */

import { Info } from "lucide-preact";
import { useState } from "preact/hooks";
import { IconButton } from "../parts/Button";
import { addressOf } from "../route";
import { t } from "../words";
import { About } from "./About";
import "./header.css";

export function Header() {
  const [isAbout, setAbout] = useState(false);
  return (
    <header class="header">
      <a href={addressOf({ view: "songs" })}>
        <Mark />
        {t("app.name")}
      </a>
      <IconButton label={t("about.title")} onClick={() => setAbout(true)}>
        <Info aria-hidden="true" />
      </IconButton>
      {isAbout && <About onClose={() => setAbout(false)} />}
    </header>
  );
}

/** The five stems of the icon. */
function Mark() {
  const stems = [
    ["vocals", 106, 44],
    ["drums", 78, 100],
    ["other", 56, 144],
    ["bass", 88, 80],
    ["guitar", 112, 32],
  ] as const;
  return (
    <svg viewBox="48 44 160 168" aria-hidden="true">
      {stems.map(([stem, top, length], index) => (
        <path key={stem} stroke={`var(--${stem})`} d={`M${64 + 32 * index} ${top}v${length}`} />
      ))}
    </svg>
  );
}
