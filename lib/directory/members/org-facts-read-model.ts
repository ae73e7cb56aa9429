import "server-only";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { reportDays } from "@/lib/core/db/report-tables";
import { getStoreFacts } from "@/lib/core/db/store-facts";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import type { LoadingHistory } from "@/lib/core/history/schema";
import { findAllLoading } from "@/lib/core/history/store";
import { isImmovableRole } from "@/lib/core/organization/vocabulary";
import { getSetting } from "@/lib/core/settings/store";
import type { Scope } from "./metrics-sql";
import type { ActivityDays } from "./schema";

type Facts = {
  isCostReported: boolean;
  isClaudeCodeRead: boolean;
  activity: ActivityDays;
  loading: LoadingHistory | null;
  isLastMember: boolean;
  isMasked: boolean;
};

export async function getFacts(): Promise<Facts> {
  const [found, { capabilities }, isMasked] = await Promise.all([
    readFacts(),
    getStoreFacts(),
    getSetting("mask_names"),
  ]);
  const { from, to, ...facts } = found;
  const isCostReported = capabilities.some(({ name, isGranted }) => name === "analytics_cost" && isGranted);
  const loading = await findAllLoading([
    "usage",
    ...(isMasked ? [] : (["claude-code"] as const)),
    ...(isCostReported ? (["actor-cost"] as const) : []),
  ]);
  return { ...facts, isCostReported, isMasked, loading, activity: from && to ? { from, to } : null };
}

type Found = Pick<Facts, "isClaudeCodeRead" | "isLastMember"> & { from: string | null; to: string | null };

async function readFacts(): Promise<Found> {
  const db = await database();
  const { rows } = await db.execute<Found>(sql`
    select coalesce(bool_or(report = 'claude-code'), false) as "isClaudeCodeRead",
      min(day)::text as from, max(day)::text as to,
      (select count(*) from (select 1 from ${members} where gone_at is null limit 2) few) = 1 as "isLastMember"
    from ${reportDays} where report in ('claude-code', 'usage') and not is_refused`);
  const [found] = rows;
  if (!found) throw new Error("an aggregate without a row");
  return found;
}

export function toScope(actor: Actor, { isCostReported, isMasked }: Facts): Scope {
  return { actor, isCostReported, isMasked };
}

const refusalsToBelieve = 3;
const believedHours = 24;

export type Refusals = { role: boolean; removal: boolean };

/**
 * Whether the API recently refused several members in a row, as it does when an identity provider manages roles or
 * people. It has no code for that, so it is learned, and forgotten after a day or the first success.
 */
export async function learnRefusals(): Promise<Refusals> {
  const db = await database();
  const { rows } = await db.execute<{
    action: string;
    targetId: string;
    outcome: string;
    isRefused: boolean;
  }>(sql`
    select action, target_id as "targetId", outcome,
      coalesce(error_code = 'refused' and request_id is not null, false) as "isRefused"
    from ${auditLog} where action in ('member.change_role', 'member.remove') and phase = 'outcome'
      and at > now() - make_interval(hours => ${believedHours}) order by seq desc limit 100`);
  const isBelieved = (action: string) => {
    const ofAction = rows.filter((row) => row.action === action);
    const success = ofAction.findIndex(({ outcome }) => outcome === "succeeded");
    const since = success === -1 ? ofAction : ofAction.slice(0, success);
    const refused = since.filter(({ isRefused }) => isRefused).map(({ targetId }) => targetId);
    return new Set(refused).size >= refusalsToBelieve;
  };
  return { role: isBelieved("member.change_role"), removal: isBelieved("member.remove") };
}

type Reasons = { reason: RefusalReason | null; removalReason: RefusalReason | null };

export function toReasons(role: string, { isLastMember }: Facts, refusals: Refusals): Reasons {
  if (isImmovableRole(role)) return { reason: "immovable_member", removalReason: "immovable_member" };
  const removalReason = isLastMember
    ? "cannot_remove_last_member"
    : refusals.removal
      ? "members_managed_elsewhere"
      : null;
  return { reason: refusals.role ? "roles_managed_elsewhere" : null, removalReason };
}
