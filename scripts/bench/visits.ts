import { addMonths, toDay } from "@/lib/core/format/calendar";
import type { Visitor } from "@/scripts/stage/visitor";
import { toQuantile } from "./figures";
import { monthlyReads, pages } from "./pages";
import type { Bench } from "./part";

const maxMs = 8_000;
const warmUps = 5;

/** Measures the document until its last byte; browsers are measured separately. */
export async function measurePages(bench: Bench): Promise<void> {
  const { people, note } = bench;
  for (const [name, { path }] of Object.entries(pages)) {
    await visit(people, { path, together: 1, visits: warmUps });
    const alone = await visit(people, { path, together: 1, visits: 120 });
    const crowd = await visit(people, { path, together: 32, visits: 128 });
    note(name, "p50 of 1", toQuantile(alone.times, 0.5), "ms");
    note(name, "p95 of 1", toQuantile(alone.times, 0.95), "ms");
    note(name, "p95 of 32", toQuantile(crowd.times, 0.95), "ms");
    note(name, "rate of 32", crowd.times.length / crowd.seconds, "pages/s");
  }
  note("Admin API", "requests of warm pages", await countWarmRequests(bench), "requests");
}

/** The minimum of several rounds: the sync's own reads may fall into one, but hardly into all. */
async function countWarmRequests({ admin, api: { emulator } }: Bench): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < 3; round++) {
    await emulator.forgetRequests();
    for (const { path } of Object.values(pages)) await admin.download(path);
    counts.push(await emulator.countRequests());
  }
  return Math.min(...counts);
}

export async function measureMonths({ people, note }: Bench): Promise<void> {
  const to = toDay(new Date());
  const from = addMonths(`${to.slice(0, 7)}-01`, -11);
  for (const [name, read] of Object.entries(monthlyReads)) {
    const path = `${read}&${new URLSearchParams({ from, to, granularity: "month" })}`;
    await visit(people, { path, together: 1, visits: warmUps });
    const { times } = await visit(people, { path, together: 1, visits: 20 });
    note(name, "12 months, p95", toQuantile(times, 0.95), "ms");
  }
}

type Plan = { path: string; together: number; visits: number };

/** Keeps this many people opening pages at once, each with their own session; all take turns. */
async function visit(people: readonly Visitor[], { path, together, visits }: Plan) {
  const waiting = [...people];
  const times: number[] = [];
  const startedAt = performance.now();
  let begun = 0;
  const isOver = () => begun >= visits || (begun >= 2 * together && performance.now() - startedAt > maxMs);
  async function visitOften(): Promise<void> {
    while (!isOver()) {
      begun += 1;
      const person = waiting.shift();
      if (!person) throw new Error("There are fewer sessions than people.");
      times.push((await person.download(path)).totalMs);
      waiting.push(person);
    }
  }
  await Promise.all(Array.from({ length: together }, visitOften));
  return { times, seconds: (performance.now() - startedAt) / 1000 };
}
