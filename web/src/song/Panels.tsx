/** What else there is to a song, one panel at a time. */

import { useSignal } from "@preact/signals";
import { Download, Gauge, ListMusic, type LucideIcon, MicVocal, SlidersVertical } from "lucide-preact";
import type { FunctionComponent, TargetedKeyboardEvent } from "preact";
import { t, type Word } from "../words";
import type { Controls } from "./controls";
import { Late } from "./Late";
import { Mixer } from "./Mixer";
import { Practice } from "./Practice";
import type { Song } from "./song";
import "./panels.css";

interface Panel {
  name: string;
  word: Word;
  Icon: LucideIcon;
  Shown: FunctionComponent<{ controls: Controls }>;
}

/** What panels get that are loaded when they are needed. seek: to a second of the song. */
interface LateProps {
  song: Song;
  seek: (seconds: number) => void;
}

/** In the page's side where there is room: what is not in sight already. */
const BESIDE: readonly Panel[] = [
  {
    name: "chords",
    word: "song.chords",
    Icon: ListMusic,
    Shown: late(async () => (await import("../sheet/ChordSheet")).ChordSheet),
  },
  {
    name: "sing",
    word: "song.sing",
    Icon: MicVocal,
    Shown: late(async () => (await import("../singing/SingPanel")).SingPanel),
  },
  {
    name: "take",
    word: "song.takeAway",
    Icon: Download,
    Shown: late(async () => (await import("../saving/TakeAway")).TakeAway),
  },
];
const BELOW: readonly Panel[] = [
  { name: "mixer", word: "song.mixer", Icon: SlidersVertical, Shown: Mixer },
  { name: "practice", word: "song.practice", Icon: Gauge, Shown: Practice },
  ...BESIDE,
];

function late(load: () => Promise<FunctionComponent<LateProps>>): FunctionComponent<{ controls: Controls }> {
  return ({ controls }) => (
    <Late load={load} props={{ song: controls.song, seek: (to) => controls.seek(to) }} />
  );
}

/** closable: below the stage, where a panel takes room from it. */
export function Panels({ controls, closable = false }: { controls: Controls; closable?: boolean }) {
  const panels = closable ? BELOW : BESIDE;
  const chosen = useSignal(closable ? null : "chords");
  const shown = panels.find(({ name }) => name === chosen.value);
  const choose = (name: string) => {
    chosen.value = closable && chosen.value === name ? null : name;
  };
  return (
    <div class="panels" data-shown={shown?.name}>
      <div class="tabs" role="tablist" aria-label={t("song.panels")} onKeyDown={moveAmongTabs}>
        {panels.map(({ name, word, Icon }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-selected={name === shown?.name}
            aria-controls="panel"
            tabIndex={name === (shown ?? panels[0])?.name || (!shown && index === 0) ? 0 : -1}
            onClick={() => choose(name)}
          >
            <Icon size={20} />
            <span>{t(word)}</span>
          </button>
        ))}
      </div>
      <div
        class="panel"
        role="tabpanel"
        id="panel"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that keys scroll a text in it
        tabIndex={0}
        aria-labelledby={shown && `tab-${shown.name}`}
        hidden={!shown}
      >
        {shown && <h2 class="said">{t(shown.word)}</h2>}
        {shown && <shown.Shown key={shown.name} controls={controls} />}
      </div>
    </div>
  );
}

/** Arrows go from tab to tab. */
function moveAmongTabs(event: TargetedKeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const at = tabs.indexOf(document.activeElement as HTMLElement);
  tabs.at((at + step) % tabs.length)?.focus();
  event.preventDefault();
  event.stopPropagation();
}
