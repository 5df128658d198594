import { expect, test } from "vitest";
import { systemOf } from "../frame/browser";
import { deviceName } from "./device";
import { codeIn } from "./session";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1";
const PIXEL =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:125.0) Gecko/20100101 Firefox/125.0";

test("the code is found in the address of a scanned picture", () => {
  expect(codeIn("#pair=K7QM2XPA&id=35706d3e&fp=ab12")).toBe("K7QM2XPA");
  expect(codeIn("#/song/1")).toBeNull();
});

test("a browser says what it is, so that it is known at the computer", () => {
  expect(deviceName(IPHONE)).toEqual({ device_name: "iPhone (Safari)", platform: "web" });
  expect(deviceName(PIXEL).device_name).toBe("Android (Chrome)");
  expect(deviceName(MAC).device_name).toBe("Mac (Firefox)");
});

test("a tablet that says that it is a Mac is told by its touch screen", () => {
  expect([systemOf(IPHONE, 5), systemOf(PIXEL, 5), systemOf(MAC, 0), systemOf(MAC, 5)]).toEqual([
    "ios",
    "android",
    "desktop",
    "ios",
  ]);
});
