import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { summedWindows } from "@/lib/core/db/period-tables";
import { toWindow } from "@/lib/core/format/calendar";
import type { ReportName } from "@/lib/core/history/vocabulary";
import { yieldThread } from "@/lib/core/process/yield-thread";
import {
  selectDaysDigest,
  selectSummedWindow,
  type WindowPart,
  windowReports,
} from "@/lib/money/reports/query/summed-window";
import { actorCostParts } from "./actor-cost-days";
import { claudeCodeParts } from "./claude-code-days";
import { lockReport } from "./replace-day";
import type { Period } from "./rollups";

const parts: Record<WindowPart, (tx: Transaction, period: Period) => Promise<void>> = {
  ...claudeCodeParts,
  ...actorCostParts,
};

/**
 * Adds up the last 30 complete days again if they moved on or changed, and none is still to be read. Each part has its
 * own transaction, so that no one waits long.
 */
export async function sumWindows(report: ReportName, unread: readonly string[]): Promise<void> {
  const window = toWindow();
  if (unread.some((day) => day >= window.from && day <= window.to)) return;
  const db = await database();
  // Sound: these are its keys.
  for (const part of Object.keys(parts) as WindowPart[]) {
    if (windowReports[part] !== report) continue;
    const { rows } = await db.execute(selectSummedWindow(part, window));
    if (rows.length > 0) continue;
    await db.transaction(async (tx) => {
      await lockReport(tx, report);
      await parts[part](tx, { grain: "window", startsOn: window.from });
      const digest = sql`(${selectDaysDigest(part, window)})`;
      const summed = { startsOn: window.from, digest };
      await tx
        .insert(summedWindows)
        .values({ part, ...summed })
        .onConflictDoUpdate({ target: summedWindows.part, set: summed });
    });
    await yieldThread();
  }
}
