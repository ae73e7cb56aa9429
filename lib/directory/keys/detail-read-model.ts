import "server-only";
import { sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { AppError } from "@/lib/core/errors/errors";
import { findAllLoading } from "@/lib/core/history/store";
import { unicode } from "@/lib/core/organization/collation";
import { toReachedPlaces } from "@/lib/core/organization/key-reach";
import { listHandovers } from "./handover-read-model";
import { listKeyHistory } from "./history-read-model";
import { findKeyRow } from "./list-read-model";
import { findRotation } from "./rotation-store";
import type { KeyDetail, KeyRow } from "./schema";
import { getUsageDays } from "./traffic-read-model";

/** Null also if the key isn't visible. */
export async function findKeyDetail(by: Permit<"keys:read">, keyId: string): Promise<KeyDetail | null> {
  const key = await findKeyRow(by, keyId);
  if (!key) return null;
  return {
    key,
    reach: await findReach(key),
    usage: await getUsageDays(),
    loading: await findAllLoading(["usage"]),
    history: await listKeyHistory(by, keyId),
    rotation: await findRotation(by, key),
    handovers: await listHandovers(by, keyId),
  };
}

/** @throws AppError not_found, also where the key is out of reach */
export async function getKeyDetail(by: Permit<"keys:read">, keyId: string): Promise<KeyDetail> {
  const found = await findKeyDetail(by, keyId);
  if (!found) throw new AppError("not_found", "the mirror has no such key in reach");
  return found;
}

/** Only people who see all workspaces see a key that belongs to none. */
async function findReach({ id, workspaceId, status }: KeyRow): Promise<KeyDetail["reach"]> {
  if (workspaceId !== null || !["active", "inactive"].includes(status)) return null;
  const db = await database();
  const { rows } = await db.execute<{ id: string; name: string; isReached: boolean }>(sql`
    select place.id, place.name, place.id in ${toReachedPlaces(sql`k`)} as "isReached"
    from ${workspaces} place join ${apiKeys} k on k.id = ${id}
    where place.gone_at is null and place.archived_at is null order by place.is_default desc, place.name ${unicode}, place.id`);
  const reached = rows.filter(({ isReached }) => isReached);
  return {
    isAll: reached.length === rows.length,
    workspaces: reached.map((place) => ({ id: place.id, name: place.name })),
  };
}
