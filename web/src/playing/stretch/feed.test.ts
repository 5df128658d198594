import { expect, test } from "vitest";
import { Feed } from "./feed";

const delays = { before: 6615, input: 2646, output: 2646, settling: 5292 };

test.each([0.25, 0.5, 0.753, 1, 1.9999, 2])("at speed %d nothing is left out or fed twice", (speed) => {
  const feed = new Feed(speed, delays);
  let end = feed.before.from + feed.before.count;
  for (const start of [-feed.warmUp, 0, 11_025, 22_050, 33_075]) {
    const span = feed.span(start, start < 0 ? 0 : start + 11_025);
    expect(span.from).toBe(end);
    end = span.from + span.count;
  }
});

test("it never drifts from the song", () => {
  const feed = new Feed(0.7531, delays);
  const hour = 3600 * 44_100;
  expect(feed.span(hour, hour + 1).from - feed.span(0, 1).from).toBe(Math.round(hour * 0.7531));
});

test("what lies in the middle of what it looks at comes out", () => {
  const feed = new Feed(2, delays);
  // The first wanted sample comes out `output` after it was made of what lay `input` before the newest.
  expect(feed.span(-delays.output, 0).from).toBe(delays.input);
});
