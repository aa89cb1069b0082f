import { language } from "./words";

const locale = (): string => (language() === "en" ? "en-GB" : "fr-FR");

/** A day as one says it. */
export const day = (iso: string): string => new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric" }).format(new Date(iso));

/** A day and its hour. */
export const moment = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

const SPANS: [Intl.RelativeTimeFormatUnit, number][] = [["year", 31_557_600], ["month", 2_629_800], ["day", 86_400], ["hour", 3_600], ["minute", 60]];

/** How long ago, in the largest unit that fits. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const told = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  for (const [unit, length] of SPANS) if (Math.abs(seconds) >= length) return told.format(Math.round(seconds / length), unit);
  return told.format(0, "second");
}

/** A size in the units that people use, decimal ones. */
export function weight(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

export const number = (value: number): string => new Intl.NumberFormat(locale()).format(value);
