/** The product broken on purpose in one place, what is done to it, and what of it the comparison has to notice. */
export type Sabotage = {
  name: string;
  change: SourceChange;
  /** The name of a fault. */
  of: string;
  finds: RegExp;
};

/** A test asserts that `from` occurs exactly once in the file. */
export type SourceChange = { file: string; from: string; to: string };

export const sabotages: Sabotage[] = [
  {
    name: "only the first page of a report is read",
    change: {
      file: "lib/money/reports/ingest/gateway.ts",
      from: "if (page instanceof AppError || !page.has_more) return;",
      to: "return;",
    },
    of: "cursors expire",
    finds: /^(cost|usage|Claude Code).* of [\d-]+: \w+ is [\d.]+ instead of/,
  },
  {
    name: "only the first page of a list is read",
    change: {
      file: "lib/core/admin-api/list-all.ts",
      from: "if (!page.has_more || this.#isPastEnd(page)) return found;",
      to: "return found;",
    },
    of: "cursors expire",
    finds: /^member missing/,
  },
  {
    name: "a body that is cut off counts as an empty answer",
    change: {
      file: "lib/core/admin-api/middleware.ts",
      from: "return undefined;",
      to: "return { data: [], has_more: false };",
    },
    of: "20 % of the bodies are cut off",
    finds: /^(cost|usage|Claude Code).* of [\d-]+: \w+ is [\d.]+ instead of/,
  },
  {
    name: "a day of history is skipped",
    change: {
      file: "lib/money/reports/ingest/plan-windows.ts",
      from: "if (!known) return true;",
      to: "if (!known) return day !== addDays(toDay(now), -2);",
    },
    of: "429 without retry-after",
    finds: /of [\d-]+ was never read/,
  },
  {
    name: "a day that is read again is added to itself",
    change: {
      file: "lib/money/reports/rollups/replace-day.ts",
      from: "await tx.delete(costRows).where(eq(costRows.day, day));",
      to: "",
    },
    of: "a settled day is revised",
    finds: /^cost of [\d-]+: cents is/,
  },
  {
    name: "weeks and months are not summed",
    change: {
      file: "lib/money/reports/rollups/period-sums.ts",
      from: "if (missing.some((day) => day >= startsOn && day <= end)) continue;",
      to: "continue;",
    },
    of: "429 without retry-after",
    finds: /^sums of usage, .*(week|month): /,
  },
  {
    name: "a write is sent twice",
    change: {
      file: "lib/core/admin-api/client.ts",
      from: "atPriority(priority, () => run(adminApi()))",
      to: "atPriority(priority, () => run(adminApi()).then(() => run(adminApi())))",
    },
    of: "killed: single writes",
    finds: /^sent 2 times: POST/,
  },
  {
    name: "a row that may have been sent is sent again without a look",
    change: {
      file: "lib/core/bulk/operation.ts",
      from: "if (isDoubtful) await finishWrite(entry, write, { label: row.label, state: null });",
      to: "if (isDoubtful && false) return;",
    },
    of: "killed: bulk runs",
    finds: /^sent \d times: /,
  },
  {
    name: "no reading of usage starts planned stops",
    change: {
      file: "lib/across/sync/jobs.ts",
      from: 'if (job === "usage") await startPlannedStops();',
      to: "",
    },
    of: "killed: planned stops",
    finds: /^the stop of .*: sent is 0/,
  },
  {
    name: "a message that may have arrived is sent again",
    change: {
      file: "lib/core/delivery/outbox-store.ts",
      from: '.set({ state: "unknown", errorCode: "sender_lost", settledAt: now })',
      to: '.set({ state: "waiting", nextAttemptAt: now })',
    },
    of: "killed: scheduled reports",
    finds: /^the address message of .* arrived 2 times/,
  },
  {
    name: "an operation of a killed server stays open",
    change: {
      file: "lib/core/audit/orphans.ts",
      from: "for (const entryId of ids) {",
      to: "for (const entryId of ids.slice(0, 0)) {",
    },
    of: "killed: single writes",
    finds: /^an intent without an outcome/,
  },
];

/** @throws Error where the source does not read so any more */
export function changeSource(source: string, { file, from, to }: SourceChange): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} of: ${from}`);
  return parts.join(to);
}
