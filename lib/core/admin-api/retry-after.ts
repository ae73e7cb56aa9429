import "server-only";

/** The longest window of the vendor's limits. Timers of more than 24 days would go off immediately. */
const longestMs = 3_600_000;

const inSeconds = "retry-after";
const inMilliseconds = "retry-after-ms";

/** Makes a delay whole seconds, whether it came so or as a date by the API's clock, and no longer than an hour. */
export function tidyRetryAfter(headers: Headers): void {
  const delayMs = toDelayMs(headers);
  headers.delete(inMilliseconds);
  if (delayMs === undefined) return;
  headers.set(inSeconds, String(Math.ceil(Math.min(Math.max(delayMs, 0), longestMs) / 1000)));
}

function toDelayMs(headers: Headers): number | undefined {
  const exact = Number.parseFloat(headers.get(inMilliseconds) ?? "");
  if (exact >= 0) return exact;
  const given = headers.get(inSeconds) ?? "";
  const seconds = Number.parseFloat(given);
  if (!Number.isNaN(seconds)) return seconds * 1000;
  const answeredAt = Date.parse(headers.get("date") ?? "");
  const delayMs = Date.parse(given) - (Number.isNaN(answeredAt) ? Date.now() : answeredAt);
  return Number.isNaN(delayMs) ? undefined : delayMs;
}
