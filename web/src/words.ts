/** What the page says, in the reader's language. All of it lies in words.json. */

import { signal } from "@preact/signals";
import { keep, kept } from "./kept";
import words from "./words.json";

export type Word = keyof typeof words;
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const CHOSEN = "backline.language";

/** The language of the page: the one that was chosen here, else the reader's. */
export const language = signal<Language>(preferred([kept(CHOSEN) ?? "", ...navigator.languages]));

/** Speak this language from now on, in this browser. */
export function speak(chosen: Language): void {
  keep(CHOSEN, chosen);
  language.value = chosen;
}

/** The first of a reader's languages that the page speaks; English where it speaks none. */
export function preferred(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase());
  return known.find((tag): tag is Language => (LANGUAGES as readonly string[]).includes(tag)) ?? "en";
}

/** How the reader writes dates and numbers, as far as that is in the page's language. */
export function locale(): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language.value)) ?? language.value;
}

/** A sentence, with what stands in `{braces}` filled in. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  return words[word][language.value].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}
