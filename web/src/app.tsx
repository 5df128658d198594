/** The page: who may come in sees the songs, or one of them. */

import type { Backline } from "./backline";
import { Header } from "./frame/Header";
import { PairView } from "./pairing/PairView";
import { Toasts } from "./parts/Toasts";
import { SongsView } from "./queue/SongsView";
import { route } from "./route";
import { SongView } from "./song/SongView";
import { t } from "./words";
import "./app.css";

export function App({ backline }: { backline: Backline }) {
  const { session, live } = backline;
  const { at } = session.standing.value;
  if (at === "starting") return null;
  const shown = route.value;
  const isIn = session.isIn.value;
  return (
    <>
      {isIn && live.isLost.value && (
        <p class="lost" role="status">
          {t("app.lost")}
        </p>
      )}
      {isIn && shown.view === "song" ? (
        <SongView key={shown.id} id={shown.id} client={session.client} />
      ) : (
        <>
          <Header />
          {isIn ? <SongsView {...backline} /> : <PairView session={session} />}
        </>
      )}
      <Toasts />
    </>
  );
}
