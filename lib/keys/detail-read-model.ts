import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { AppError } from "@/lib/errors";
import { findAllLoading } from "@/lib/history/store";
import { listHandovers } from "./handover-read-model";
import { listKeyHistory } from "./history-read-model";
import { findKeyRow } from "./list-read-model";
import { findRotation } from "./rotation-store";
import type { KeyDetail } from "./schema";
import { getUsageDays } from "./traffic-read-model";

/** Null also if the key isn't visible. */
export async function findKeyDetail(by: Permit<"keys:read">, keyId: string): Promise<KeyDetail | null> {
  const key = await findKeyRow(by, keyId);
  if (!key) return null;
  return {
    key,
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
