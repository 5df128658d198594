/** All songs, and sending more. */

import { Bell, Search } from "lucide-preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import type { SendQueue } from "../sending/queue";
import { SendPanel } from "../sending/SendPanel";
import { locale, t } from "../words";
import type { Actions } from "./actions";
import type { Deletions } from "./deletions";
import { NoSongs, NothingFound } from "./Empty";
import { Stretch, stretches } from "./Stretch";
import "./songs.css";
import type { Songs } from "./songs";
import type { Watch } from "./watch";

const TYPED_MS = 250;

export interface SongsProps {
  songs: Songs;
  watch: Watch;
  deletions: Deletions;
  actions: Actions;
  sends: SendQueue;
}

/** Where the list was left for a song. */
let scrolledTo = 0;

export function SongsView(props: SongsProps) {
  const { songs, watch, sends } = props;
  useLayoutEffect(() => {
    scrollTo(0, scrolledTo);
    const note = () => {
      scrolledTo = scrollY;
    };
    addEventListener("scroll", note, { passive: true });
    return () => removeEventListener("scroll", note);
  }, []);
  const total = songs.total.value;
  const query = songs.query.value;
  return (
    <main class="songs">
      <SendPanel queue={sends} />
      <section aria-labelledby="songs-title">
        <div class="songs-head">
          <h1 id="songs-title">
            {t("app.songs")} <Count songs={songs} />
          </h1>
          {(total !== 0 || query) && <SearchField songs={songs} />}
        </div>
        {watch.ids.value.size > 0 && watch.permission.value === "ask" && (
          <Button icon={<Bell aria-hidden="true" />} onClick={() => watch.askPermission()}>
            {t("queue.tellMe")}
          </Button>
        )}
        <List {...props} />
      </section>
    </main>
  );
}

function List({ songs, watch, deletions, actions, sends }: SongsProps) {
  const query = songs.query.value;
  const hidden = deletions.hidden.value;
  const shown = songs.shown.value.filter((song) => !hidden.has(song.id));
  if (songs.total.value === null) return <p class="muted">{songs.problem.value || t("queue.loading")}</p>;
  if (!shown.length && query) return <NothingFound query={query} onShowAll={() => songs.search("")} />;
  if (!shown.length) return sends.items.value.length ? null : <NoSongs />;
  return (
    <>
      {songs.problem.value && <p role="alert">{songs.problem.value}</p>}
      <div class="song-lists">
        {stretches(shown).map((part, index) => (
          <Stretch key={index} songs={part} isFirst={index === 0} actions={actions} watch={watch} />
        ))}
      </div>
      {songs.shown.value.length < songs.total.value && <More songs={songs} />}
    </>
  );
}

function Count({ songs }: { songs: Songs }) {
  const total = songs.total.value ?? 0;
  if (!total) return null;
  const count = total.toLocaleString(locale());
  return (
    <span class="muted" role="status">
      <span aria-hidden="true">{count}</span>
      <span class="said">{total === 1 ? t("queue.one") : t("queue.count", { count })}</span>
    </span>
  );
}

function SearchField({ songs }: { songs: Songs }) {
  const query = songs.query.value;
  const [text, setText] = useState(query);
  useEffect(() => setText((typed) => (typed.trim() === query ? typed : query)), [query]);
  useEffect(() => {
    const timer = setTimeout(() => songs.search(text.trim()), TYPED_MS);
    return () => clearTimeout(timer);
  }, [songs, text]);
  return (
    <Field
      type="search"
      label={t("queue.search")}
      placeholder={t("queue.search")}
      icon={<Search aria-hidden="true" />}
      value={text}
      enterkeyhint="search"
      onInput={(event) => setText(event.currentTarget.value)}
    />
  );
}

/** Loads the next songs when it comes near, and is a button for those who do not scroll. */
function More({ songs }: { songs: Songs }) {
  const ref = useRef<HTMLDivElement>(null);
  const { length } = songs.shown.value;
  useEffect(() => {
    const near = new IntersectionObserver(([seen]) => seen?.isIntersecting && songs.more(), {
      rootMargin: "800px",
    });
    // Watched anew after each part: it may be near still.
    if (ref.current) near.observe(ref.current);
    return () => near.disconnect();
  }, [songs, length]);
  return (
    <div ref={ref} class="songs-more">
      <Button onClick={() => songs.more()}>{t("queue.more")}</Button>
    </div>
  );
}
