/** A part of the list. Far from what is seen it is only as high as its rows were: there may be thousands. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Actions } from "./actions";
import { Row } from "./Row";
import type { ListedSong } from "./songs";
import type { Watch } from "./watch";

/** Songs in a stretch of the list. */
const STRETCH = 50;
/** Pixels of a row, until one was seen. */
const USUAL_HEIGHT = 68;
/** How far from what is seen the rows are there. */
const NEAR = "1500px";

/** The mean height of the rows of a stretch when they were last there, by its first song. */
const heights = new WeakMap<ListedSong, number>();

interface Props {
  songs: readonly ListedSong[];
  /** Whether it is seen before anybody scrolls. */
  isFirst: boolean;
  actions: Actions;
  watch: Watch;
}

export function Stretch({ songs, isFirst, actions, watch }: Props) {
  const [isNear, setNear] = useState(isFirst);
  const ref = useRef<HTMLUListElement>(null);
  const [first] = songs;
  useEffect(() => {
    const near = new IntersectionObserver(
      ([seen]) => {
        if (!seen) return;
        const rows = seen.target.childElementCount;
        if (first && rows) heights.set(first, seen.boundingClientRect.height / rows);
        setNear(seen.isIntersecting);
      },
      { rootMargin: NEAR },
    );
    if (ref.current) near.observe(ref.current);
    return () => near.disconnect();
  }, [first]);
  const height = songs.length * ((first && heights.get(first)) ?? USUAL_HEIGHT);
  return (
    <ul ref={ref} class="song-list" style={isNear ? undefined : { height: `${height}px` }}>
      {isNear && songs.map((song) => <Row key={song.id} song={song} actions={actions} watch={watch} />)}
    </ul>
  );
}

/** The parts of a list, each of so many. */
export function stretches<T>(songs: readonly T[], length = STRETCH): T[][] {
  return Array.from({ length: Math.ceil(songs.length / length) }, (_, index) =>
    songs.slice(index * length, (index + 1) * length),
  );
}
