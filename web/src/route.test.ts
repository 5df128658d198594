import { expect, test } from "vitest";
import { addressOf, routeOf } from "./route";

test("an address is a song, or the list", () => {
  expect(routeOf("#/song/35706d3e-da77-5db0-a68f-27ef47ccf4b4")).toEqual({
    view: "song",
    id: "35706d3e-da77-5db0-a68f-27ef47ccf4b4",
  });
  for (const hash of ["", "#/", "#/shared", "#/song/", "#/song/<b>"])
    expect(routeOf(hash)).toEqual({ view: "songs" });
  expect(routeOf(addressOf({ view: "song", id: "a-1" }))).toEqual({ view: "song", id: "a-1" });
});
