import "server-only";
import type { Seen } from "@/lib/core/admin-api/list-all";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { saveSeen } from "@/lib/core/db/upsert-mirrored";
import { AppError } from "@/lib/core/errors/errors";
import type { WorkspaceChange } from "./change-schema";
import { fetchWorkspace, fetchWorkspaces, type Written } from "./gateway";
import { workspaceMirror } from "./mirror";
import { isSameInference, toResidency } from "./residency";
import type { Workspace } from "./response-schema";
import { getChangeable, toRefusal } from "./write-mirror";

type Fields = Pick<Workspace, "name" | "displayColor" | "tags" | "dataResidency">;
const createdWithinMs = 300_000;

/**
 * Reads the workspace from the API. A change requires that the person saw the current value, so that no one overwrites
 * another's change; the mirror takes over new values, so the person sees them, and the log of changes has them.
 * @throws AppError not_found, refused, conflict
 */
export async function readUnchanged(
  by: Permit<"workspaces:write">,
  workspaceId: string,
  { change, seen }: { change: WorkspaceChange; seen: WorkspaceChange },
): Promise<{ label: string; state: Fields }> {
  await getChangeable(by, workspaceId);
  const found = await fetchWorkspace(workspaceId);
  if (!found) throw new AppError("not_found", "the API has no such workspace");
  await saveSeen(await database(), workspaceMirror, found, { properties: [] });
  if (!isAsSeen(found, change, seen)) {
    if (found.archivedAt) throw toRefusal("archived_workspace");
    throw new AppError("conflict", "a field has changed since the person saw it");
  }
  const { name, displayColor, tags, dataResidency } = found;
  return { label: name, state: { name, displayColor, tags, dataResidency } };
}

function isAsSeen(found: Seen<Workspace>, change: WorkspaceChange, seen: WorkspaceChange): boolean {
  if (found.archivedAt) return false;
  if (change.name !== undefined && found.name !== seen.name) return false;
  if (change.displayColor !== undefined && !isColor(found, seen.displayColor)) return false;
  if (change.residency && !isSameInference(toResidency(found.dataResidency), seen.residency)) return false;
  return Object.keys(change.tags).every((key) => tagOf(found.tags, key) === tagOf(seen.tags, key));
}

export function isSaved(found: Fields, { name, displayColor, tags, residency }: WorkspaceChange): boolean {
  if (name !== undefined && found.name !== name) return false;
  if (displayColor !== undefined && !isColor(found, displayColor)) return false;
  if (residency && !isSameInference(toResidency(found.dataResidency), residency)) return false;
  return Object.entries(tags).every(([key, value]) => tagOf(found.tags, key) === value);
}

function isColor({ displayColor }: Pick<Fields, "displayColor">, color: string | undefined): boolean {
  return displayColor?.toLowerCase() === color?.toLowerCase();
}

function tagOf(tags: Record<string, string | null>, key: string): string | null {
  return Object.hasOwn(tags, key) ? (tags[key] ?? null) : null;
}

/**
 * Finds the workspace that a create without an answer may have made: new, with that name, and unknown to the mirror,
 * because names aren't unique. Someone else may have made it at the same time, which only people can tell. Null if there is none.
 */
export async function findMade(name: string, known: ReadonlySet<string>): Promise<Written | null> {
  const earliest = Date.now() - createdWithinMs;
  const found = (await fetchWorkspaces()).rows.find(
    (each) => each.name === name && !known.has(each.id) && Date.parse(each.createdAt ?? "") >= earliest,
  );
  return found ? { ...found, isDefault: false, note: null } : null;
}
