import type { Granularity } from "./calendar";

/** One formatter per language: creating one is far slower than using it, and a table uses hundreds. */
export function perLocale<Formatter>(make: (locale: string) => Formatter): (locale: string) => Formatter {
  const made = new Map<string, Formatter>();
  return (locale) => {
    const formatter = made.get(locale) ?? make(locale);
    made.set(locale, formatter);
    return formatter;
  };
}

const counts = perLocale((locale) => new Intl.NumberFormat(locale));
const shortCounts = perLocale(
  (locale) =>
    new Intl.NumberFormat(locale, { notation: "compact", useGrouping: "always", maximumFractionDigits: 1 }),
);
const shares = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }),
);

const dayStyle = { timeZone: "UTC", day: "numeric", month: "short" } as const;
const days = {
  short: perLocale((locale) => new Intl.DateTimeFormat(locale, dayStyle)),
  long: perLocale((locale) => new Intl.DateTimeFormat(locale, { ...dayStyle, year: "numeric" })),
};
const momentStyle = { day: "numeric", month: "short", year: "numeric" } as const;
const minuteStyle = { ...momentStyle, hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
const moments = {
  day: perLocale((locale) =>
    perLocale((timeZone) => new Intl.DateTimeFormat(locale, { ...momentStyle, timeZone })),
  ),
  minute: perLocale((locale) =>
    perLocale((timeZone) => new Intl.DateTimeFormat(locale, { ...minuteStyle, timeZone })),
  ),
};
const weekdays = {
  short: perLocale((locale) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" })),
  long: perLocale((locale) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "long" })),
};
const months = {
  short: perLocale(
    (locale) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", year: "numeric" }),
  ),
  long: perLocale(
    (locale) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "long", year: "numeric" }),
  ),
};
const hours = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, { ...dayStyle, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
);

/** In UTC. */
export function formatWeekday(day: Date, locale: string, style: "short" | "long"): string {
  return weekdays[style](locale).format(day);
}

/** In the zone, which minutes name. */
export function formatMoment(moment: Date, locale: string, style: "day" | "minute", zone: string): string {
  return moments[style](locale)(zone).format(moment);
}

/** A minus sign, as wide as a plus. Not in files, which other programs read. */
export function withMinus(text: string): string {
  return text.startsWith("-") ? `−${text.slice(1)}` : text;
}

/** A decimal string keeps every digit, even beyond 2^53. */
export function formatCount(count: number | bigint | string, locale: string): string {
  // Sound: Intl accepts decimal strings (ES2023); only its typing asks for a literal.
  return withMinus(counts(locale).format(count as number | bigint | `${number}`));
}

export function formatCountShort(count: number | string, locale: string): string {
  return withMinus(shortCounts(locale).format(count as number | `${number}`)); // Sound: as above.
}

/** What is more than nothing is never "0%". */
export function formatShare(ratio: number, locale: string): string {
  const isTiny = ratio > 0 && Math.round(ratio * 1000) === 0;
  return isTiny ? formatTiny(locale) : withMinus(shares(locale).format(ratio));
}

/** How much of a limit is used; 100% is said only once it is reached. */
export function formatUsed(ratio: number, locale: string): string {
  if (ratio > 0 && ratio < 0.001) return formatTiny(locale);
  const rounded = Math.round(Math.max(0, ratio) * 1000) / 1000;
  return formatShare(ratio < 1 ? Math.min(rounded, 0.999) : rounded, locale);
}

function formatTiny(locale: string): string {
  return `<${shares(locale).format(0.001)}`;
}

/** With its sign, but never "-0%". */
export function formatChange(ratio: number, locale: string): string {
  const shown = Math.round(ratio * 1000) / 1000 || 0;
  return `${shown > 0 ? "+" : ""}${formatShare(shown, locale)}`;
}

/** A week is named by its first day. A month is named even if the period is only a part of it. */
export function formatPeriod(
  startsOn: string,
  locale: string,
  style: "short" | "long" = "long",
  granularity: Granularity = "day",
): string {
  if (granularity === "month") return months[style](locale).format(new Date(`${startsOn}T00:00:00Z`));
  if (!startsOn.includes("T")) return formatDay(startsOn, locale, style);
  return hours(locale).format(new Date(startsOn));
}

/** Inclusive UTC days, or one hour. Not `formatRange`, because server and browser use different spaces. */
export function formatSpan(
  { from, to }: { from: string; to: string },
  locale: string,
  style: "short" | "long" = "long",
): string {
  if (from === to) return formatPeriod(from, locale, style);
  const isOneYear = from.slice(0, 4) === to.slice(0, 4);
  return `${formatDay(from, locale, isOneYear ? "short" : style)} – ${formatDay(to, locale, style)}`;
}

/** Of compared periods, which tell their year unless all are in that of `today`: whole years differ in nothing else. */
export function toSpanStyle(spans: readonly { from: string; to: string }[], today: string): "short" | "long" {
  const isThisYear = (day: string) => day.slice(0, 4) === today.slice(0, 4);
  return spans.every(({ from, to }) => isThisYear(from) && isThisYear(to)) ? "short" : "long";
}

/** A UTC day, never moved to a local time zone. */
export function formatDay(day: string, locale: string, style: "short" | "long" = "long"): string {
  return days[style](locale).format(new Date(`${day}T00:00:00Z`));
}
