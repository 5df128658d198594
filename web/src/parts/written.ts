/** Numbers as they are written: times, semitones, sizes. */

import { locale } from "../words";

const UNITS = [
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
] as const;

/** A length, rounded: `4:05`, from an hour on `1:04:05`. A place in a song has its full seconds. */
export function clock(seconds: number): string {
  const whole = Math.max(Math.round(seconds), 0);
  const pair = (count: number) => String(count % 60).padStart(2, "0");
  const [minutes, hours] = [Math.floor(whole / 60), Math.floor(whole / 3600)];
  return hours ? `${hours}:${pair(minutes)}:${pair(whole)}` : `${minutes}:${pair(whole)}`;
}

/** `4:05.3`. */
export function clockWithTenth(seconds: number): string {
  const tenths = Math.floor(Math.max(seconds, 0) * 10 + 1e-6);
  return `${clock(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** `+2`, `0`, `−3`: with a true minus. */
export function signed(value: number): string {
  if (value === 0) return "0";
  return `${value > 0 ? "+" : "−"}${Math.abs(value)}`;
}

/** A number of bytes: `84 MB`. */
export function sizeOf(bytes: number): string {
  const [divisor, unit] = UNITS.find(([least]) => bytes >= least) ?? [1, "B"];
  const size = bytes / divisor;
  return `${size.toLocaleString(locale(), { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`;
}
