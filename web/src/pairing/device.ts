/** What this browser calls itself when it asks to be let in. */

/** By what a browser says of itself, the first that fits: Android says that it is a Linux too. */
const DEVICES: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/CrOS/, "Chromebook"],
  [/Macintosh/, "Mac"],
  [/Windows/, "PC"],
  [/Linux/, "Linux"],
];
const BROWSERS: [RegExp, string][] = [
  [/Firefox|FxiOS/, "Firefox"],
  [/Edg/, "Edge"],
  [/Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];

export function deviceName(agent: string = navigator.userAgent): { device_name: string; platform: string } {
  const name = (known: [RegExp, string][]) => known.find(([says]) => says.test(agent))?.[1];
  return { device_name: `${name(DEVICES) ?? "Browser"} (${name(BROWSERS) ?? "browser"})`, platform: "web" };
}
