import { expect, test } from "vitest";
import { PLAYHEAD, Viewport } from "./viewport";

function viewOf(duration: number, width = 390, ratio = 2): Viewport {
  const view = new Viewport(duration);
  view.resize(width, 500, ratio);
  return view;
}

test("times and places are each other's inverse", () => {
  const view = viewOf(600);
  view.show(100, 130);
  expect(view.x(view.seconds(77))).toBeCloseTo(77);
  expect(view.x(100)).toBeCloseTo(130, 0);
});

test("a time outside of the song is none", () => {
  const view = viewOf(60);
  view.show(0, view.width * PLAYHEAD);
  expect(view.start).toBeLessThan(0);
  expect(view.seconds(0)).toBe(0);
  view.show(60, view.width * PLAYHEAD);
  expect(view.seconds(view.width)).toBe(60);
});

test("the song's first and last second can stand at the playhead, and nothing further", () => {
  const view = viewOf(600);
  view.pan(-100_000);
  expect(view.x(0)).toBeCloseTo(view.width * PLAYHEAD, 0);
  view.pan(1_000_000);
  expect(view.x(600)).toBeCloseTo(view.width * PLAYHEAD, 0);
});

test("what is zoomed at stays where it is, until nobody sees more", () => {
  const view = viewOf(600);
  view.show(100, 0);
  const seconds = view.seconds(200);
  view.zoom(2, 200);
  expect(view.x(seconds)).toBeCloseTo(200, 0);
  view.zoom(1e6, 200);
  expect(view.scale).toBe(600);
  view.zoom(1e-6, 200);
  expect(view.scale).toBeCloseTo(view.wholeScale);
});

test("the left edge lies on a border of the screen's pixels", () => {
  const view = viewOf(600, 391, 1.5);
  view.show(123.4567, 33);
  const pixels = view.start * view.scale * 1.5;
  expect(pixels).toBeCloseTo(Math.round(pixels), 6);
});

test("the whole song is in view from edge to edge", () => {
  const view = viewOf(600);
  view.showWhole();
  expect(view.x(0)).toBeCloseTo(0);
  expect(view.x(600)).toBeCloseTo(view.width);
});

test("another size keeps scale and first second; rows fill the height", () => {
  const view = viewOf(600);
  view.show(100, 0);
  const { scale } = view;
  view.resize(844, 200, 2);
  expect(view.scale).toBe(scale);
  expect(view.start).toBeCloseTo(100, 1);
  expect(view.roll.top + view.roll.height).toBe(200);
});
