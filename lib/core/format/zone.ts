import { addDays, toDay } from "./calendar";

export function isZone(text: string): boolean {
  try {
    Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** The day that an instant falls on in a time zone. */
export function toZonedDay(instant: Date, zone: string): string {
  return toDay(toWallClock(instant.getTime(), zone));
}

/** The instants between which days lie, both included; null where there is no limit. A zone that nobody knows is UTC. */
export function toSpan(days: { from: string | null; to: string | null }, asked: string) {
  const zone = isZone(asked) ? asked : "UTC";
  return {
    start: days.from && toDayStart(days.from, zone),
    end: days.to && toDayStart(addDays(days.to, 1), zone),
  };
}

/** Where clocks skip midnight, the first instant after it. */
function toDayStart(day: string, zone: string): string {
  const wanted = Date.parse(day);
  const toOffset = (at: number) => toWallClock(at, zone) - at;
  // The offset at the wanted time, of which only the time in the zone is known; the second guess is beyond a change of clocks.
  const guesses = [wanted - toOffset(wanted - toOffset(wanted)), wanted - toOffset(wanted)];
  const starts = guesses.filter((at) => toWallClock(at, zone) >= wanted);
  return new Date(Math.min(...(starts.length > 0 ? starts : guesses))).toISOString();
}

/** What a clock in the zone shows, as if it were UTC. */
function toWallClock(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { ...style, timeZone: zone }).formatToParts(at);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = order.map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const order = ["year", "month", "day", "hour", "minute", "second"] as const;
const style = {
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const;
