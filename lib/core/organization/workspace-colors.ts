import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { chartSlots } from "@/lib/core/db/own-tables";
import { toOwnColors } from "@/lib/core/format/chart-colors";
import type { ChartColor } from "./schema";

/** More than an organization may have. */
const most = 500;

/**
 * The same on every screen that one reader sees. `visible` are the workspaces of the reader, so that the colors depend
 * on no others.
 */
export async function readWorkspaceColors(visible: SQL): Promise<Colors> {
  const db = await database();
  const { id, displayColor } = workspaces;
  const rows = await db
    .select({ id, displayColor, slot: chartSlots.slot })
    .from(workspaces)
    .leftJoin(chartSlots, and(eq(chartSlots.kind, "workspace"), eq(chartSlots.key, id)))
    .where(visible)
    .orderBy(sql`${chartSlots.place} nulls last`, id)
    .limit(most);
  return recall(rows);
}

type Row = { id: string; displayColor: string | null; slot: number | null };
type Colors = ReadonlyMap<string, ChartColor | null>;

/** By what they were made from: telling 300 workspaces apart takes longer than the rest of a page. */
const known = new Map<string, Colors>();
const maxKnown = 20;

function recall(rows: readonly Row[]): Colors {
  const key = JSON.stringify(rows.map(({ id, displayColor, slot }) => [id, displayColor, slot]));
  const found = known.get(key);
  if (found) return found;
  const colors = toOwnColors(rows);
  const [oldest] = known.keys();
  if (known.size >= maxKnown && oldest !== undefined) known.delete(oldest);
  const made = new Map(rows.map(({ id }, index) => [id, colors[index] ?? null]));
  known.set(key, made);
  return made;
}
