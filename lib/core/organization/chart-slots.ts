import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { chartSlots } from "@/lib/core/db/own-tables";
import { type Thing, toColors } from "@/lib/core/format/chart-colors";
import type { ChartColor } from "./schema";

/**
 * A `Thing`, or null without a slot. Read beside the thing itself, so that only slots of what is visible are read. A
 * screen gets the color alone.
 */
export function thingOf(kind: string, key: SQL | PgColumn): SQL<Thing | null> {
  return sql<Thing | null>`(select json_build_object('place', known.place, 'color', known.slot)
    from ${chartSlots} known where known.kind = ${kind} and known.key = ${key})`;
}

/** Rows without a model are a part of their own in reports, `noKey`. */
export function modelOf(model: SQL | PgColumn): SQL<Thing | null> {
  return thingOf("model", sql`coalesce(${model}, '(none)')`);
}

const noThing: Thing = { place: null, color: null };

/** Of things that are shown together, largest first. `own` are the colors of workspaces. */
export function toShownColors(
  shown: readonly { key: string; thing: Thing | null }[],
  own?: ReadonlyMap<string, ChartColor | null>,
): (ChartColor | null)[] {
  return toColors(
    shown.map(({ key, thing }) => ({ ...noThing, ...thing, color: own?.get(key) ?? thing?.color ?? null })),
  );
}
