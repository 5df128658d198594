/** Which view is shown: what stands behind the # of the address. */

import { signal } from "@preact/signals";

export type Route = { view: "songs" } | { view: "song"; id: string };

/** The view that is shown. */
export const route = signal<Route>(routeOf(location.hash));

/** Follow the address: the browser's own back and forward work. */
export function followAddress(): void {
  addEventListener("hashchange", () => {
    route.value = routeOf(location.hash);
  });
}

export function routeOf(hash: string): Route {
  const song = /^#\/song\/([\w-]+)$/.exec(hash);
  return song?.[1] ? { view: "song", id: song[1] } : { view: "songs" };
}

export function addressOf(route: Route): string {
  return route.view === "song" ? `#/song/${route.id}` : "#/";
}
