/** What each key does in a song's view. */

import { signal } from "@preact/signals";
import { t, type Word } from "../words";
import type { Controls } from "./controls";

/** keys: by their names, the first is the one that is listed. not: elements that have a use of their own for them. */
export interface KeyCommand {
  readonly keys: readonly string[];
  readonly word: Word;
  readonly not?: string;
  readonly does: () => void;
}

/** Where letters are written. */
const WRITING = "textarea, select, input:not([type=range]):not([type=checkbox]):not([type=radio])";
const PRESSED = "button, a, summary";
const WALKED = "input, [role=tab], [role=radio]";
const SHIFT = "Shift+";

export class KeyCommands {
  /** Whether the list of keys is shown. */
  readonly isShown = signal(false);
  readonly all: readonly KeyCommand[];

  constructor(controls: Controls) {
    this.all = [
      { keys: [" "], word: "song.keyPlay", not: PRESSED, does: () => controls.toggle() },
      ...placesOf(controls),
      { keys: ["l"], word: "song.keyLoop", does: () => controls.toggleLoop() },
      { keys: ["+", "="], word: "song.zoomIn", does: () => controls.zoom(1) },
      { keys: ["-"], word: "song.zoomOut", does: () => controls.zoom(-1) },
      { keys: ["0"], word: "song.whole", does: () => controls.showWhole() },
      { keys: ["f"], word: "song.follow", does: () => controls.toggleFollow() },
      { keys: ["k"], word: "song.metronome", does: () => controls.toggleMetronome() },
      { keys: ["["], word: "song.keySlower", does: () => controls.stepSpeed(-1) },
      { keys: ["]"], word: "song.keyFaster", does: () => controls.stepSpeed(1) },
      { keys: ["?"], word: "song.keyShow", does: () => this.show() },
    ];
  }

  show(): void {
    this.isShown.value = true;
  }

  /** Heed the keyboard; the function ends it. */
  listen(): () => void {
    const press = (event: KeyboardEvent) => this.press(event);
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }

  private press(event: KeyboardEvent): void {
    const target = event.target instanceof Element ? event.target : document.body;
    if (this.isShown.value || event.defaultPrevented || target.closest(WRITING)) return;
    // Some keyboards have the brackets behind AltGr, which counts as Ctrl and Alt together.
    const isOther = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
    const found = this.all.find(({ keys }) => keys.includes(nameOf(event)));
    if (isOther || !found || (found.not && target.closest(found.not))) return;
    event.preventDefault();
    found.does();
  }
}

function placesOf(controls: Controls): KeyCommand[] {
  const not = WALKED;
  return [
    { keys: ["arrowleft"], word: "song.keyBeatBack", not, does: () => controls.stepBeat(-1) },
    { keys: ["arrowright"], word: "song.keyBeatOn", not, does: () => controls.stepBeat(1) },
    { keys: [`${SHIFT}arrowleft`], word: "song.keyBarBack", not, does: () => controls.stepBar(-1) },
    { keys: [`${SHIFT}arrowright`], word: "song.keyBarOn", not, does: () => controls.stepBar(1) },
    { keys: ["home"], word: "song.toStart", not, does: () => controls.toStart() },
  ];
}

/** With Shift only where that makes no other letter of it. */
function nameOf({ key, shiftKey }: KeyboardEvent): string {
  return (shiftKey && key.length > 1 ? SHIFT : "") + key.toLowerCase();
}

/** What is listed: each key with what it does. */
export function listed({ all }: KeyCommands): { key: string; does: string }[] {
  return [
    ...all.map(({ keys, word }) => ({ key: labelOf(keys[0] ?? ""), does: t(word) })),
    { key: "M", does: t("song.keyMute") },
    { key: "S", does: t("song.keySolo") },
  ];
}

/** A key as it is printed. */
function labelOf(key: string): string {
  if (key.startsWith(SHIFT)) return `${t("song.keyShift")} + ${labelOf(key.slice(SHIFT.length))}`;
  if (key === " ") return t("song.keySpace");
  if (key === "home") return t("song.keyHome");
  return { arrowleft: "←", arrowright: "→", "-": "−" }[key] ?? key.toUpperCase();
}
