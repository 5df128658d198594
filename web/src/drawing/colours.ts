/** The page's colours as a canvas needs them: read from the style sheet, and again when the scheme changes. */

const HOME_HUE = 226;
/** Degrees from fifth to fifth, so that related chords look related. */
const FIFTH_HUE = 26;
const NAMES = [
  "window",
  "surface",
  "raised",
  "line",
  "text",
  "muted",
  "accent",
  "on-accent",
  "good",
  "warn",
  "playhead",
  "vocals",
] as const;

export type Colours = Record<(typeof NAMES)[number], string> & {
  readonly isDark: boolean;
  readonly font: string;
};

export function readColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const named = Object.fromEntries(NAMES.map((name) => [name, read(name)]));
  return {
    ...(named as Record<(typeof NAMES)[number], string>),
    isDark: darkScheme().matches,
    font: style.fontFamily,
  };
}

/** Call back when the scheme changes; the function ends it. */
export function watchScheme(changed: () => void): () => void {
  const scheme = darkScheme();
  scheme.addEventListener("change", changed);
  return () => scheme.removeEventListener("change", changed);
}

/** A chord's colour: by how many fifths its root lies from home. Minor is darker. */
export function chordColour(fifths: number, isMinor: boolean, colours: Colours): string {
  const hue = (HOME_HUE + (fifths > 6 ? fifths - 12 : fifths) * FIFTH_HUE + 360) % 360;
  const [saturation, lightness] = colours.isDark ? [59, isMinor ? 59 : 67] : [65, isMinor ? 46 : 55];
  return `hsl(${hue} ${saturation}% ${lightness}%)`;
}

function darkScheme(): MediaQueryList {
  return matchMedia("(prefers-color-scheme: dark)");
}
