/** What is seen from outside: how to be let in, and how that stands. */

import { useEffect, useRef } from "preact/hooks";
import { onWake } from "../wake";
import { AskForm } from "./AskForm";
import { Digits } from "./Digits";
import "./pair.css";
import type { Session } from "./session";
import { Unreachable } from "./Unreachable";

export function PairView({ session }: { session: Session }) {
  const standing = session.standing.value;
  const page = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // What was pressed is gone: a screen reader goes on at the title.
    if (!first.current) page.current?.querySelector<HTMLElement>("h1")?.focus();
    first.current = false;
  }, [standing.at === "waiting", standing.at === "unreachable"]);
  useEffect(() => {
    const stop = new AbortController();
    onWake(() => session.standing.value.at === "outside" && void session.look(), stop.signal);
    return () => stop.abort();
  }, [session]);
  return (
    <main ref={page} class="pair">
      {standing.at === "unreachable" ? (
        <Unreachable detail={standing.detail} onTry={() => session.hurry()} />
      ) : standing.at === "waiting" ? (
        <Digits code={standing.code} onCancel={() => session.giveUp()} />
      ) : (
        <AskForm session={session} />
      )}
    </main>
  );
}
