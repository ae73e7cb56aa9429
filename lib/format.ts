/** Groups digits for the eye. A decimal string keeps every digit, beyond 2^53 too. */
export function formatCount(count: number | bigint | string, locale: string): string {
  // Sound: Intl accepts decimal strings (ES2023); only its typing asks for a literal.
  return new Intl.NumberFormat(locale).format(count as number | bigint | `${number}`);
}

/** For axes and dense cells: "1.2M". */
export function formatCountShort(count: number, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(count);
}

export function formatShare(ratio: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(ratio);
}

/** Where a bar of a report begins: a day, or an instant where the bars are hours. */
export function formatPeriod(startsOn: string, locale: string, style: "short" | "long" = "long"): string {
  if (!startsOn.includes("T")) return formatDay(startsOn, locale, style);
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(startsOn));
}

/** A UTC day of the reports, "YYYY-MM-DD", never moved to a local zone. */
export function formatDay(day: string, locale: string, style: "short" | "long" = "long"): string {
  const year = style === "long" ? ({ year: "numeric" } as const) : {};
  return new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short", ...year }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
