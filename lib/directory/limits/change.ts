import "server-only";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import { fetchWorkspaceLimits, updateWorkspaceLimits } from "./gateway";
import { applyOwnLimits, getWorkspace, saveReading, toSubject } from "./mirror";
import type { ChangeLimitsInput, LimitGroup, OwnLimits } from "./schema";

type Changed = { group: string; limits: OwnLimits };

/** Refuses if someone changed the limits after the person saw them. */
export function toLimitsWrite(by: Permit<"workspaces:write">, given: ChangeLimitsInput): Write<Changed> {
  const { change } = given;
  const toChanged = (group: LimitGroup): Changed => ({ group: toName(group), limits: pick(group, change) });
  return {
    before: async () => {
      const { name, reason } = await getWorkspace(by, given.workspaceId);
      if (reason) throw new AppError("refused", `known beforehand: ${reason}`, { reason });
      return { label: name, state: toChanged(await readUnchanged(given)) };
    },
    send: async () => {
      const answered = await updateWorkspaceLimits(by, given);
      return toChanged(answered);
    },
    apply: async (tx, found) => {
      if (found) await applyOwnLimits(tx, given, found.limits);
    },
    reread: async () => {
      const group = await findGroup(given);
      return group ? toChanged(group) : null;
    },
    isDone: (found) => found !== null && isSame(found.limits, change),
  };
}

/** @throws AppError not_found; conflict, after updating the mirror so that the person sees the newer limits */
async function readUnchanged(given: ChangeLimitsInput): Promise<LimitGroup> {
  const seenAt = new Date();
  const { rows: groups } = await fetchWorkspaceLimits(given.workspaceId);
  const group = groups.find(({ id }) => id === given.rateLimitId);
  const present = group ? pick(group, given.change) : {};
  if (group && isSame(present, pickSeen(given))) return group;
  await saveReading(await database(), toSubject(given.workspaceId), {
    entries: groups,
    refusal: null,
    seenAt,
  });
  if (!group) throw new AppError("not_found", "the API has no such limit");
  throw new AppError("conflict", "a limit has changed since the person saw it");
}

async function findGroup({ workspaceId, rateLimitId }: ChangeLimitsInput): Promise<LimitGroup | undefined> {
  const { rows: groups } = await fetchWorkspaceLimits(workspaceId);
  return groups.find(({ id }) => id === rateLimitId);
}

function toName({ name, type }: LimitGroup): string {
  return name ?? type;
}

function pick({ limits }: LimitGroup, change: OwnLimits): OwnLimits {
  return Object.fromEntries(
    Object.keys(change).map((type) => [type, limits.find((limit) => limit.type === type)?.own ?? null]),
  );
}

function pickSeen({ change, seen }: ChangeLimitsInput): OwnLimits {
  return Object.fromEntries(Object.keys(change).map((type) => [type, seen[type] ?? null]));
}

function isSame(one: OwnLimits, other: OwnLimits): boolean {
  return Object.keys(other).every((type) => (one[type] ?? null) === other[type]);
}
