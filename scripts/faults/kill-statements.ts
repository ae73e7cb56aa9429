import { addMonths, listDays, toPeriodEnd } from "@/lib/core/format/calendar";
import { toFault, within } from "./kill";

/** A month is closed. In the end, whatever came of it, someone closes each month again. */
export const killedStatements = toFault({
  name: "closing months",
  prepare: async (installation, kills) => {
    await installation.settle();
    const thisMonth = new Date(installation.api.nowMs).toISOString().slice(0, 7);
    // Days of the last month can still change in the first three days of this one.
    const months = Array.from({ length: kills }, (_, at) =>
      addMonths(`${thisMonth}-01`, -at - 2).slice(0, 7),
    );
    const days = months.flatMap((month) => {
      return listDays({ from: `${month}-01`, to: toPeriodEnd(`${month}-01`, "month") });
    });
    // Months before the history, as if they had been read and had no cost. The store's own clock may be ahead.
    await installation.query(
      `insert into report_days (report, day, fetched_at, row_count)
        select 'cost', day, $2, 0 from unnest($1::date[]) as days (day) on conflict do nothing`,
      [days, new Date().toISOString()],
    );
    return months.map((month) => ({ month, currency: "USD", tag: null, rule: "leave", center: null }));
  },
  act: (installation, closings, kill) => installation.askAsAdmin("closeMonth", closings[kill] ?? {}),
  moment: within(900),
  promise: async (installation, closings) => {
    for (const closing of closings) await installation.askAsAdmin("closeMonth", closing);
    const statements = await installation.query<{ number: number; month: string; logged: number }>(
      `select number, month, (select count(*)::int from audit_log a where a.action = 'statement.close'
          and a.phase = 'outcome' and a.outcome = 'succeeded' and a.target_id = s.month) as logged
        from statements s order by number`,
    );
    const numbers = statements.map(({ number }) => number).join();
    const expected = closings.map((_, at) => at + 1).join();
    const closed = new Set(statements.map(({ month }) => month));
    return [
      ...(numbers === expected ? [] : [`statements are numbered ${numbers} instead of ${expected}`]),
      ...closings.filter(({ month }) => !closed.has(month)).map(({ month }) => `${month} isn't closed`),
      ...statements
        .filter(({ logged }) => logged !== 1)
        .map(({ month, logged }) => `${month} is logged as closed ${logged} times`),
    ];
  },
});
