import { expect, test } from "vitest";
import { beListening, beMusic } from "./purpose";

test("music that is started takes no microphone away", () => {
  const audioSession = { type: "auto" };
  Object.assign(navigator, { audioSession });
  beMusic();
  expect(audioSession.type).toBe("playback");
  const [endOne, endOther] = [beListening(), beListening()];
  beMusic();
  expect(audioSession.type).toBe("play-and-record");
  endOne();
  expect(audioSession.type).toBe("play-and-record");
  endOther();
  expect(audioSession.type).toBe("playback");
});
