/** The product broken on purpose in one place, what is done to it, and what of it the comparison has to notice. */
export type Sabotage = {
  change: SourceChange;
  kind: "campaign" | "scenario";
  of: string;
  finds: RegExp;
};

/** A test asserts that `from` occurs exactly once in the file. */
export type SourceChange = { file: string; from: string; to: string };

const sendWithoutLook: SourceChange = {
  file: "lib/core/bulk/operation.ts",
  from: "if (isDoubtful) await finishWrite(entry, write, { label: row.label, state: null });",
  to: "if (isDoubtful && false) return;",
};

const wrongSum = /^(cost|usage|Claude Code).* of [\d-]+: \w+ is [\d.]+ instead of/;

export const sabotages: Record<string, Sabotage> = {
  "only the first page of a report is read": {
    change: {
      file: "lib/money/reports/ingest/gateway.ts",
      from: "if (page instanceof AppError || !page.has_more) return;",
      to: "return;",
    },
    kind: "scenario",
    of: "cursors expire",
    finds: wrongSum,
  },
  "only the first page of a list is read": {
    change: {
      file: "lib/core/admin-api/list-all.ts",
      from: "if (!page.has_more || this.#isPastEnd(page)) return found;",
      to: "return found;",
    },
    kind: "scenario",
    of: "cursors expire",
    finds: /^member missing/,
  },
  "a body that is cut off counts as an empty answer": {
    change: {
      file: "lib/core/admin-api/middleware.ts",
      from: "return undefined;",
      to: "return { data: [], has_more: false };",
    },
    kind: "scenario",
    of: "20 % of the bodies are cut off",
    finds: wrongSum,
  },
  "a day of history is skipped": {
    change: {
      file: "lib/money/reports/ingest/plan-windows.ts",
      from: "if (!known) return true;",
      to: "if (!known) return day !== addDays(toDay(now), -2);",
    },
    kind: "scenario",
    of: "429 without retry-after",
    finds: /of [\d-]+ was never read/,
  },
  "a day that is read again is added to itself": {
    change: {
      file: "lib/money/reports/rollups/replace-day.ts",
      from: "await tx.delete(costRows).where(eq(costRows.day, day));",
      to: "",
    },
    kind: "scenario",
    of: "a settled day is revised",
    finds: /^cost of [\d-]+: cents is/,
  },
  "weeks and months are not summed": {
    change: {
      file: "lib/money/reports/rollups/period-sums.ts",
      from: "if (missing.some((day) => day >= startsOn && day <= end)) continue;",
      to: "continue;",
    },
    kind: "scenario",
    of: "429 without retry-after",
    finds: /^sums of usage, .*(week|month): /,
  },
  "a write is sent twice": {
    change: {
      file: "lib/core/admin-api/client.ts",
      from: "atPriority(priority, () => run(adminApi()))",
      to: "atPriority(priority, () => run(adminApi()).then(() => run(adminApi())))",
    },
    kind: "campaign",
    of: "single writes",
    finds: /^sent 2 times: POST/,
  },
  "a message that may have arrived is sent again": {
    change: {
      file: "lib/core/delivery/outbox-store.ts",
      from: '.set({ state: "unknown", errorCode: "sender_lost", settledAt: now })',
      to: '.set({ state: "waiting", nextAttemptAt: now })',
    },
    kind: "campaign",
    of: "scheduled reports",
    finds: /^the address message of .* arrived 2 times/,
  },
  "a row that may have been sent is sent again without a look": {
    change: sendWithoutLook,
    kind: "campaign",
    of: "reviews",
    finds: /^sent \d times: |is refused in the review instead of applied/,
  },
  "a planned stop that may have been sent is sent again without a look": {
    change: sendWithoutLook,
    kind: "campaign",
    of: "planned stops",
    finds: /^the stop of .*: sent is [2-9]/,
  },
  "a planned stop isn't marked as begun": {
    change: {
      file: "lib/directory/keys/stop-store.ts",
      from: "return settlePlan(tx, plan, { stopRunId });",
      to: "return Promise.resolve();",
    },
    kind: "campaign",
    of: "planned stops",
    finds: /^the stop of .*: runs is [2-9]/,
  },
  "no reading of usage starts planned stops": {
    change: {
      file: "lib/across/sync/jobs.ts",
      from: 'if (job === "usage") await startPlannedStops();',
      to: "",
    },
    kind: "campaign",
    of: "planned stops",
    finds: /^the stop of .*: sent is 0/,
  },
  "an operation of a killed server stays open": {
    change: {
      file: "lib/core/audit/orphans.ts",
      from: "for (const entryId of ids) {",
      to: "for (const entryId of ids.slice(0, 0)) {",
    },
    kind: "campaign",
    of: "single writes",
    finds: /^an intent without an outcome/,
  },
};

/** @throws Error where the source does not read so any more */
export function changeSource(source: string, { file, from, to }: SourceChange): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} of: ${from}`);
  return parts.join(to);
}
