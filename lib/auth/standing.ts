import "server-only";
import { AppError } from "@/lib/errors";
import { once } from "@/lib/once";
import { atPriority, currentPriority } from "@/lib/priority";
import { type Actor, hasStandingOfStore, toActorOf } from "./actor";
import { fetchMemberRole, fetchWorkspaceRole } from "./gateway";
import type { Permission } from "./permissions";

/** What the Admin API said of a member: their role, and which of the workspaces they lead here they still lead. */
type Standing = { role: string; ledIds: readonly string[] };
type Known = { standing: Promise<Standing>; readAtMs: number };

const keptMs = 60_000;

/** These concern the person alone, or end access: an outage of the Admin API must not stand in their way. */
const personal: readonly Permission[] = [
  "me:write",
  "passkeys:write",
  "sessions:write",
  "views:write",
  "sync:run",
];

/** Whether the Admin API has a word in who may do this. */
export function needsStanding(permission: Permission): boolean {
  return !personal.includes(permission);
}

/**
 * The actor, with no more rights than the Admin API gives them now: whoever was demoted or removed elsewhere writes
 * nothing here, whatever the mirror says. Break-glass admins and grants go by the store.
 * @throws AppError standing_unknown where the API does not say, forbidden for somebody who has left
 */
export async function confirmStanding(actor: Actor): Promise<Actor> {
  if (actor.memberId === null || (await hasStandingOfStore(actor))) return actor;
  const { role, ledIds } = await readStanding(actor.memberId, actor.workspaceIds ?? []);
  const workspaceIds = actor.workspaceIds?.filter((id) => ledIds.includes(id)) ?? [];
  const confirmed = await toActorOf(actor, role, workspaceIds);
  // The API can only take away: what it said up to a minute ago must not undo a demotion that the mirror has since seen.
  return confirmed.persona === "admin" ? actor : confirmed;
}

/** What was read a moment ago, such as by a test. */
export function keepStanding(memberId: string, standing: Standing): void {
  known().set(memberId, { standing: Promise.resolve(standing), readAtMs: Date.now() });
}

const known = () => once("standings", () => new Map<string, Known>());

function readStanding(memberId: string, workspaceIds: readonly string[]): Promise<Standing> {
  const kept = known().get(memberId);
  if (kept && isRecent(kept)) return kept.standing;
  forgetOld();
  const standing = fetchStanding(memberId, workspaceIds);
  known().set(memberId, { standing, readAtMs: Date.now() });
  // A failure is not kept: the next write asks again.
  standing.catch(() => known().delete(memberId));
  return standing;
}

function forgetOld(): void {
  for (const [id, kept] of known()) if (!isRecent(kept)) known().delete(id);
}

/** Not where the clock was set back: a right would last for as long. */
function isRecent({ readAtMs }: Known): boolean {
  const ageMs = Date.now() - readAtMs;
  return ageMs >= 0 && ageMs < keptMs;
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
