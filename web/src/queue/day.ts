/** When something was, in few letters. */

import { language, locale, t } from "../words";

/** The time of today, "Yesterday", else the day. */
export function dayOf(moment: Date, now = new Date()): string {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  if (moment >= midnight) return t("queue.today", { time: written(moment, { timeStyle: "short" }) });
  const yesterday = new Date(midnight);
  yesterday.setDate(midnight.getDate() - 1);
  return moment >= yesterday ? t("queue.yesterday") : written(moment, { dateStyle: "medium" });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than using it, and there are thousands of rows. */
function written(moment: Date, style: Intl.DateTimeFormatOptions): string {
  const name = `${language.value} ${Object.keys(style)}`;
  const format = formats.get(name) ?? new Intl.DateTimeFormat(locale(), style);
  formats.set(name, format);
  return format.format(moment);
}
