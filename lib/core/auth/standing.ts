import "server-only";
import { AppError } from "@/lib/core/errors/errors";
import { atPriority, currentPriority } from "@/lib/core/process/priority";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { type Actor, hasStandingOfStore, toActorOf } from "./actor";
import { fetchMemberRole, fetchWorkspaceRole } from "./gateway";
import type { Permission } from "./permissions";

/** What the Admin API said about a member: their role and the workspaces they still lead. */
type Standing = { role: string; ledIds: readonly string[] };
type Known = { standing: Promise<Standing>; readAtMs: number };

const keptMs = 60_000;
/** A second admin is there because the first may not be trusted, so theirs is asked again. */
const approvingMs = 5_000;

/** These affect only the person or end access, so an outage of the Admin API must not block them. */
const personal: readonly Permission[] = [
  "me:write",
  "passkeys:write",
  "sessions:write",
  "views:write",
  "sync:run",
];

export function toMaxAgeMs(permission: Permission): number {
  return permission === "bulk:approve" ? approvingMs : keptMs;
}

export function needsStanding(permission: Permission): boolean {
  return !personal.includes(permission);
}

/**
 * Limits the actor to the rights that the Admin API gives them now: someone demoted or removed elsewhere writes nothing
 * here, whatever the mirror says. Break-glass admins and grants depend on the database only.
 * @throws AppError standing_unknown if the API doesn't answer, forbidden for someone who has left
 */
export async function confirmStanding(actor: Actor, maxAgeMs = keptMs): Promise<Actor> {
  if (actor.memberId === null || (await hasStandingOfStore(actor))) return actor;
  const { role, ledIds } = await readStanding(actor.memberId, actor.workspaceIds ?? [], maxAgeMs);
  const workspaceIds = actor.workspaceIds?.filter((id) => ledIds.includes(id)) ?? [];
  const confirmed = await toActorOf(actor, role, workspaceIds);
  // The API can only take away rights: its answer, up to a minute old, must not undo a demotion that the mirror has
  // seen since.
  return confirmed.persona === "admin" ? actor : confirmed;
}

export function keepStanding(memberId: string, standing: Standing): void {
  known().set(memberId, { standing: Promise.resolve(standing), readAtMs: Date.now() });
}

const known = () => processSingleton("standings", () => new Map<string, Known>());

function readStanding(
  memberId: string,
  workspaceIds: readonly string[],
  maxAgeMs: number,
): Promise<Standing> {
  const kept = known().get(memberId);
  if (kept && isRecent(kept, maxAgeMs)) return kept.standing;
  forgetOld();
  const standing = fetchStanding(memberId, workspaceIds);
  known().set(memberId, { standing, readAtMs: Date.now() });
  // A failure isn't kept, so the next write asks again.
  standing.catch(() => known().delete(memberId));
  return standing;
}

function forgetOld(): void {
  for (const [id, kept] of known()) if (!isRecent(kept, keptMs)) known().delete(id);
}

/** False if the clock was set back, or the right would last that much longer. */
function isRecent({ readAtMs }: Known, maxAgeMs: number): boolean {
  const ageMs = Date.now() - readAtMs;
  return ageMs >= 0 && ageMs < maxAgeMs;
}

async function fetchStanding(memberId: string, workspaceIds: readonly string[]): Promise<Standing> {
  try {
    return await atPriority(toPriority(), async () => {
      const role = await fetchMemberRole(memberId);
      if (role === null) throw new AppError("forbidden", "the actor has left the organization");
      const roles = await Promise.all(workspaceIds.map((id) => fetchWorkspaceRole(id, memberId)));
      return { role, ledIds: workspaceIds.filter((_, index) => roles[index] === "workspace_admin") };
    });
  } catch (cause) {
    if (cause instanceof AppError && cause.code === "forbidden") throw cause;
    const { requestId } = cause instanceof AppError ? cause.failure : {};
    throw new AppError("standing_unknown", "the Admin API does not say who the actor is", {
      cause,
      requestId,
    });
  }
}

function toPriority(): "background" | "write" {
  return currentPriority() === "background" ? "background" : "write";
}
