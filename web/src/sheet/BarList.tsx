/** The bars of a sheet: a list of buttons, each of which plays from there. */

import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { LocateFixed } from "lucide-preact";
import type { RefObject, TargetedKeyboardEvent } from "preact";
import { useRef } from "preact/hooks";
import { Button } from "../parts/Button";
import { clock } from "../parts/written";
import { t } from "../words";
import { type Bar, NO_CHORD } from "./bars";
import { bringIntoView, isSeen } from "./looking";
import type { MusicPlace } from "./place";

const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
};

interface Props {
  bars: readonly Bar[];
  place: MusicPlace;
  seek: (seconds: number) => void;
}

export function BarList({ bars, place, seek }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const reached = useSignal(0);
  useFollowing(list, place);
  const lookElsewhere = () => {
    place.isFollowed.value = false;
  };
  return (
    <>
      <ol
        ref={list}
        class="bars"
        aria-label={t("sheet.bars")}
        onKeyDown={(event) => step(event, reached.value)}
        onWheel={lookElsewhere}
        onTouchMove={lookElsewhere}
      >
        {bars.map((bar, number) => (
          <BarItem
            key={number}
            bar={bar}
            number={number}
            place={place}
            isReached={number === Math.min(reached.value, bars.length - 1)}
            onReach={() => {
              reached.value = number;
            }}
            onChoose={() => {
              place.isFollowed.value = true;
              seek(bar.start);
            }}
          />
        ))}
      </ol>
      <FollowButton list={list} place={place} />
    </>
  );
}

/** Arrows go from bar to bar. */
function step(event: TargetedKeyboardEvent<HTMLOListElement>, reached: number): void {
  const bars = event.currentTarget.children;
  const to = STEPS[event.key]?.(reached, bars.length - 1);
  const button = to === undefined ? null : bars[to]?.querySelector("button");
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  button.focus();
}

/** For who looked elsewhere. */
function FollowButton({ list, place }: { list: RefObject<HTMLOListElement>; place: MusicPlace }) {
  if (!place.isPlaying.value || place.isFollowed.value) return null;
  const follow = () => {
    place.isFollowed.value = true;
    const item = list.current?.children[place.now.value.bar];
    if (item) bringIntoView(item);
  };
  return (
    <Button class="button main follow" icon={<LocateFixed size={18} aria-hidden="true" />} onClick={follow}>
      {t("sheet.follow")}
    </Button>
  );
}

/** Scroll with the music, until the reader looks elsewhere. */
function useFollowing(list: RefObject<HTMLOListElement>, place: MusicPlace): void {
  const before = useRef<Element | null>(null);
  useSignalEffect(() => {
    const item = list.current?.children[place.now.value.bar];
    if (!item || item === before.current) return;
    if (place.isPlaying.peek() && place.isFollowed.peek()) {
      place.isFollowed.value = isSeen(before.current ?? item);
      if (place.isFollowed.value) bringIntoView(item);
    }
    before.current = item;
  });
}

interface ItemProps {
  bar: Bar;
  number: number;
  place: MusicPlace;
  isReached: boolean;
  onReach: () => void;
  onChoose: () => void;
}

function BarItem({ bar, number, place, isReached, onReach, onChoose }: ItemProps) {
  const sounding = useComputed(() => (place.now.value.bar === number ? place.now.value.beat : -1)).value;
  const chord = bar.beats.findLastIndex(({ name }, beat) => beat <= sounding && name !== null);
  return (
    <li class={bar.startsLine ? "bar starts" : "bar"}>
      <button
        type="button"
        aria-label={spoken(bar, number)}
        aria-current={sounding >= 0 ? "true" : undefined}
        tabIndex={isReached ? 0 : -1}
        style={{ "--letters": lettersOf(bar), "--beats": bar.beats.length }}
        onFocus={onReach}
        onClick={onChoose}
      >
        {bar.beats.map(({ name }, beat) => (
          <span key={beat} class={name === null ? "held" : beat === chord ? "chord now" : "chord"}>
            {name ?? "·"}
          </span>
        ))}
      </button>
    </li>
  );
}

/** How much there is to print: long names are printed smaller. */
function lettersOf(bar: Bar): number {
  return bar.beats.reduce((sum, { name }) => sum + (name?.length ?? 1) + 1, 0);
}

function spoken(bar: Bar, number: number): string {
  const names = bar.beats.flatMap(({ name }) => name ?? []);
  const chords = names.map((name) => (name === NO_CHORD ? t("sheet.none") : name)).join(", ");
  return t("sheet.bar", { number: number + 1, time: clock(Math.floor(bar.start)), chords });
}
