import { gzipSync } from "node:zlib";
import type { Emulator } from "@/e2e/emulator";
import { addDays, toDay, toPeriodStart } from "@/lib/core/format/calendar";
import { type Note, noteQuantiles } from "./figures";
import { monthlyReads, pages } from "./pages";
import { type Visitor, visitTogether } from "./visitor";

const crowds = [
  { together: 1, visits: 120 },
  { together: 8, visits: 80 },
  { together: 32, visits: 128 },
];
const maxMsOfCrowd = 8_000;
const warmUps = 5;
const monthsRead = [1, 3, 6, 12, 24];
const readsOfMonths = 20;

/** Measures the document until its last byte; browsers are measured separately. */
export async function measurePages(
  people: readonly Visitor[],
  note: Note,
  say: (text: string) => void,
): Promise<void> {
  for (const [name, { path }] of Object.entries(pages)) {
    say(name);
    await visitTogether(people, { path, together: 1, visits: warmUps, maxMs: maxMsOfCrowd });
    for (const crowd of crowds) {
      const { times, seconds } = await visitTogether(people, { path, ...crowd, maxMs: maxMsOfCrowd });
      const noteOne = (measure: string, value: number) => note(name, measure, value, "ms");
      noteQuantiles(noteOne, times, ["p50", "p95", "p99"], ` of ${crowd.together}`);
      note(name, `rate of ${crowd.together}`, times.length / seconds, "pages/s");
    }
    const [person] = people;
    if (person) note(name, "HTML", gzipSync(await person.readText(path)).length / 1000, "kB");
  }
}

export async function measureMonths(
  people: readonly Visitor[],
  historyDays: number,
  note: Note,
): Promise<void> {
  for (const [name, path] of Object.entries(monthlyReads))
    for (const months of monthsRead.filter((count) => (count - 1) * 31 < historyDays)) {
      const plan = { path: `${path}&${toMonths(months)}`, together: 1, maxMs: maxMsOfCrowd };
      await visitTogether(people, { ...plan, visits: warmUps });
      const { times } = await visitTogether(people, { ...plan, visits: readsOfMonths });
      const noteOne = (measure: string, value: number) =>
        note(name, `${months} months, ${measure}`, value, "ms");
      noteQuantiles(noteOne, times, ["p50", "p95"]);
    }
}

function toMonths(months: number): URLSearchParams {
  const to = toDay(new Date());
  let from = toPeriodStart(to, "month");
  for (let month = 1; month < months; month++) from = toPeriodStart(addDays(from, -1), "month");
  return new URLSearchParams({ from, to, granularity: "month" });
}

/** The minimum of several rounds: the sync's own reads may fall into one, but hardly into all. */
export async function countWarmRequests(visitor: Visitor, emulator: Emulator): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < 3; round++) {
    await emulator.forgetRequests();
    for (const { path } of Object.values(pages)) await visitor.time(path);
    counts.push(await emulator.countRequests());
  }
  return Math.min(...counts);
}
