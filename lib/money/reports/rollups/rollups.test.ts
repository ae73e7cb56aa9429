import { getTableColumns, getTableName, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { actorUsageRollups } from "@/lib/core/db/actor-usage-tables";
import {
  claudeCodeModelRollups,
  claudeCodeRollups,
  claudeCodeToolRollups,
} from "@/lib/core/db/claude-code-tables";
import { database } from "@/lib/core/db/client";
import { costRollups, usageRollups } from "@/lib/core/db/report-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import type { ReportRow } from "@/lib/money/reports/ingest/report-row";
import { replaceDay } from "@/lib/money/reports/test-day";
import { anyActorUsageRow, anyClaudeCodeRow, anyCostRow, anyUsageRow } from "@/lib/money/reports/test-rows";
import { sumStale } from "./period-sums";

/** A Thursday two days before a month starts, so that a week crosses its end. */
const first = "2026-07-30";

async function listWrong(table: PgTable): Promise<unknown[]> {
  const columns = Object.values(getTableColumns(table)).map(({ name, columnType }) => ({ name, columnType }));
  const kept = columns.filter(({ name, columnType }) => columnType === "PgText" && name !== "grain");
  const isKept = (name: string) => name === "is_remote" || kept.some((each) => each.name === name);
  const axes = columns.filter(({ name }) => isKept(name)).map(({ name }) => name);
  const measures = columns
    .map(({ name }) => name)
    .filter((name) => ![...axes, "grain", "starts_on"].includes(name));
  const names = (prefix: string) => axes.map((name) => `${prefix}${name}`).join(", ");
  const db = await database();
  const wrong = await Promise.all(
    ["week", "month"].map((grain) => {
      const given = `select starts_on, ${names("")}, ${measures.join(", ")} from ${getTableName(table)} where grain = '${grain}'`;
      const summed = `select date_trunc('${grain}', starts_on)::date, ${names("")}, ${measures.map((name) => `sum(${name})`).join(", ")}
        from ${getTableName(table)} where grain = 'day' group by 1, ${names("")}`;
      return db.execute(sql.raw(`((${given}) except (${summed})) union all ((${summed}) except (${given}))`));
    }),
  );
  return wrong.flatMap(({ rows }) => rows);
}

const reports = [
  { report: "cost", anyRow: anyCostRow, tables: [costRollups] },
  { report: "usage", anyRow: anyUsageRow, tables: [usageRollups] },
  { report: "actor-usage", anyRow: anyActorUsageRow, tables: [actorUsageRollups] },
  {
    report: "claude-code",
    anyRow: anyClaudeCodeRow,
    tables: [claudeCodeRollups, claudeCodeModelRollups, claudeCodeToolRollups],
  },
] as const;

test.each(reports)(
  "the weeks and months of $report equal the sums of their days, whatever order days are read in",
  async ({ report, anyRow, tables }) => {
    const anyReading = fc.record({
      offset: fc.nat(5),
      rows: fc.array(anyRow as fc.Arbitrary<ReportRow[ReportName]>, { maxLength: 5 }),
    });
    const check = async (readings: { offset: number; rows: ReportRow[ReportName][] }[]) => {
      await resetDatabase();
      for (const { offset, rows } of readings)
        await replaceDay(report, addDays(first, offset), rows as never, new Date());
      await sumStale(report, []);
      for (const table of tables) expect(await listWrong(table)).toEqual([]);
    };
    await fc.assert(fc.asyncProperty(fc.array(anyReading, { minLength: 4, maxLength: 9 }), check), {
      numRuns: 8,
    });
  },
  120_000,
);
