import { setTimeout as pause } from "node:timers/promises";
import { addMonths, listDays, toPeriodEnd } from "@/lib/core/format/calendar";
import { toWhole } from "@/lib/sandbox/random";
import type { Campaign } from "./campaign";
import type { Installation } from "./installation";
import { query } from "./kill-steps";

type Count = { name: string; times: number };

/** Closes a month and is killed meanwhile. In the end, whatever came of it, someone closes each month again. */
export const killClosing: Campaign = async (installation, { seed, kills }) => {
  await installation.settle();
  // Days of the last month can still change in the first three days of this one.
  const months = Array.from({ length: kills }, (_, at) => toMonthBefore(installation, at + 2));
  await addEmptyMonths(installation, months);
  const asked = months.map((month) => ({
    name: "closeMonth",
    input: { month, currency: "USD", tag: null, rule: "leave", center: null },
  }));
  for (const [kill, { name, input }] of asked.entries()) {
    const answered = installation.askAsAdmin(name, input);
    await pause(toWhole(0, 900, seed, "close", kill));
    await installation.killAndRestart();
    await answered;
  }
  for (const { name, input } of asked) await installation.askAsAdmin(name, input);
  const statements = await query<{ number: number; month: string }>(
    installation,
    "select number, month from statements order by number",
  );
  const numbers = statements.map(({ number }) => number).join();
  const expected = months.map((_, at) => at + 1).join();
  return [
    ...(numbers === expected ? [] : [`statements are numbered ${numbers} instead of ${expected}`]),
    ...months.flatMap((month) => {
      const times = statements.filter((one) => one.month === month).length;
      return times === 1 ? [] : [`${month} is closed ${times} times`];
    }),
    ...(await listHalfStatements(installation)),
  ];
};

function toMonthBefore({ api }: Installation, count: number): string {
  const today = new Date(api.nowMs).toISOString().slice(0, 7);
  return addMonths(`${today}-01`, -count).slice(0, 7);
}

/** Months before the history, as if they had been read and had no cost. */
async function addEmptyMonths(installation: Installation, months: readonly string[]): Promise<void> {
  const store = await installation.connect();
  const days = months.flatMap((month) =>
    listDays({ from: `${month}-01`, to: toPeriodEnd(`${month}-01`, "month") }),
  );
  for (const day of days)
    await store.query(
      "insert into report_days (report, day, fetched_at, row_count) values ('cost', $1, $2, 0) on conflict do nothing",
      // Not what the store says, whose clock may be ahead: that would be forgotten at the next start.
      [day, new Date().toISOString()],
    );
  await store.end();
}

/** A statement that was closed has its entry in the activity log, which has none without a statement. */
async function listHalfStatements(installation: Installation): Promise<string[]> {
  const found = await query<Count>(
    installation,
    `select s.month as name, (select count(*)::int from audit_log a where a.action = 'statement.close' and a.phase = 'outcome'
        and a.outcome = 'succeeded' and a.target_id = s.month) as times from statements s`,
  );
  return found.flatMap(({ name, times }) =>
    times === 1 ? [] : [`${name} is logged as closed ${times} times`],
  );
}
