import "server-only";
import { desc, isNotNull } from "drizzle-orm";
import { can } from "@/lib/auth/permissions";
import type { Permit } from "@/lib/auth/permit";
import { database } from "@/lib/db/client";
import { syncState } from "@/lib/db/own-tables";
import { getParts } from "@/lib/db/parts";
import type { Attention } from "./schema";

type Found = Pick<Attention, "kind" | "href" | "isUrgent"> & Partial<Attention>;

const togetherMs = 60_000;

/** Leaves out parts that the organization doesn't have. */
export async function findSyncTrouble({ actor }: Permit<"cost:read">): Promise<Found[]> {
  if (!can(actor, "settings:read")) return [];
  const db = await database();
  const [{ lost, lostAt }, [failed]] = await Promise.all([
    getParts(),
    db
      .select({ code: syncState.errorCode, at: syncState.failedAt })
      .from(syncState)
      .where(isNotNull(syncState.errorCode))
      .orderBy(desc(syncState.failedAt))
      .limit(1),
  ]);
  const found: Found[] =
    lost.length > 0
      ? [{ kind: "right_lost", isUrgent: true, count: lost.length, href: "/settings?tab=key" }]
      : [];
  const isOfLoss = lostAt !== null && Math.abs((failed?.at?.getTime() ?? 0) - lostAt.getTime()) < togetherMs;
  if (!failed || isOfLoss) return found;
  const kind = failed.code === "key_rejected" ? "key_rejected" : "sync_failing";
  return [{ kind, isUrgent: true, href: "/settings" }, ...found];
}
