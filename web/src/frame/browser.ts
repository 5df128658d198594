/** What the browser is, as far as it matters to the page. */

/** Whether the page was opened from the home screen, as an app with a window of its own. */
export function isOnHomeScreen(): boolean {
  const here = navigator as Navigator & { standalone?: boolean };
  return here.standalone === true || matchMedia("(display-mode: standalone)").matches;
}

/** The systems whose home screens differ. */
export function systemOf(agent: string, touchPoints: number): "ios" | "android" | "desktop" {
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && touchPoints > 1)) return "ios";
  return /Android/.test(agent) ? "android" : "desktop";
}
