/** The view of one song: what it is, or why it cannot be shown; all else is loaded when it is needed. */

import { useEffect, useMemo } from "preact/hooks";
import type { Client, Job } from "../api/client";
import { Late } from "./Late";
import { SongHeader } from "./SongHeader";
import { Song } from "./song";
import { Failed, Lost } from "./Trouble";
import "./song.css";

export function SongView({ id, client }: { id: string; client: Client }) {
  const song = useMemo(() => new Song(id, client), [id, client]);
  useEffect(() => {
    song.open();
    return () => song.close();
  }, [song]);
  const job = song.job.value;
  return <main class="song-view">{job ? <Known song={song} job={job} /> : <Unknown song={song} />}</main>;
}

function Unknown({ song }: { song: Song }) {
  return (
    <>
      <SongHeader song={song} />
      {song.problem.value && <Lost song={song} problem={song.problem.value} />}
    </>
  );
}

function Known({ song, job }: { song: Song; job: Job }) {
  if (job.status === "failed") {
    return (
      <>
        <SongHeader song={song} />
        <Failed song={song} job={job} />
      </>
    );
  }
  return <Late load={loadBody} props={{ song }} />;
}

async function loadBody() {
  return (await import("./SongBody")).SongBody;
}
