import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { toOwnColors } from "@/lib/chart-colors";
import { database } from "@/lib/db/client";
import { workspaces } from "@/lib/db/directory-tables";
import { chartSlots } from "@/lib/db/own-tables";
import type { ChartColor } from "./schema";

/** More than an organization may have. */
const most = 500;

/**
 * The same on every screen that one reader sees. `visible` are the workspaces of the reader, so that the colors depend
 * on no others.
 */
export async function readWorkspaceColors(visible: SQL): Promise<Map<string, ChartColor | null>> {
  const db = await database();
  const { id, displayColor } = workspaces;
  const rows = await db
    .select({ id, displayColor, slot: chartSlots.slot })
    .from(workspaces)
    .leftJoin(chartSlots, and(eq(chartSlots.kind, "workspace"), eq(chartSlots.key, id)))
    .where(visible)
    .orderBy(sql`${chartSlots.place} nulls last`, id)
    .limit(most);
  const colors = toOwnColors(rows);
  return new Map(rows.map((row, index) => [row.id, colors[index] ?? null]));
}
