import type { WorkspaceChange } from "@/lib/directory/workspaces/change-schema";
import type { Residency, WorkspaceRow } from "@/lib/directory/workspaces/schema";
import { workspaceColors } from "@/lib/directory/workspaces/vocabulary";

/** `id` identifies a form row while its key is typed. */
type DraftTag = { id: number; key: string; value: string };
export type WorkspaceDraft = {
  name: string;
  color: string;
  tags: readonly DraftTag[];
  residency: Residency;
};

const usualResidency: Residency = {
  workspaceGeo: "us",
  defaultInferenceGeo: "global",
  allowedInferenceGeos: "unrestricted",
};
export const newDraft: WorkspaceDraft = {
  name: "",
  color: workspaceColors[0],
  tags: [],
  residency: usualResidency,
};

export function toDraft({ name, displayColor, tags, residency }: WorkspaceRow): WorkspaceDraft {
  const sorted = Object.entries(tags).sort(([one], [other]) => one.localeCompare(other));
  return {
    name,
    color: (displayColor ?? newDraft.color).toLowerCase(),
    tags: sorted.map(([key, value], id) => ({ id, key, value })),
    residency: residency ?? usualResidency,
  };
}

export function toTags({ tags }: WorkspaceDraft): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [key.trim(), value.trim()]));
}

export function hasDuplicateTag({ tags }: WorkspaceDraft): boolean {
  return new Set(tags.map(({ key }) => key.trim())).size < tags.length;
}

/** For a new workspace: undefined if unchanged, for APIs that don't know residency. */
export function toChosenResidency({ residency }: WorkspaceDraft): Residency | undefined {
  return isSameResidency(residency, usualResidency) ? undefined : residency;
}

function isSameResidency(one: Residency, other: Residency): boolean {
  const toText = ({ allowedInferenceGeos: allowed, ...rest }: Residency) =>
    JSON.stringify([
      rest.workspaceGeo,
      rest.defaultInferenceGeo,
      allowed === "unrestricted" || allowed.toSorted(),
    ]);
  return toText(one) === toText(other);
}

/** The API requires the default to be allowed, and an empty list would allow nothing. */
export function hasWrongResidency({ residency }: WorkspaceDraft): boolean {
  const { allowedInferenceGeos: allowed, defaultInferenceGeo } = residency;
  return allowed !== "unrestricted" && !allowed.includes(defaultInferenceGeo);
}

export type Edit = { change: WorkspaceChange; seen: WorkspaceChange };

/** Returns what differs, with what the person saw, or undefined. In `tags`, null stands for "not there". */
export function toEdit(workspace: WorkspaceRow, draft: WorkspaceDraft): Edit | undefined {
  const before = toDraft(workspace);
  const edit: Edit = { change: { tags: {} }, seen: { tags: {} } };
  if (draft.name.trim() !== before.name) {
    edit.change.name = draft.name.trim();
    edit.seen.name = before.name;
  }
  if (draft.color !== before.color) {
    edit.change.displayColor = draft.color;
    if (workspace.displayColor) edit.seen.displayColor = workspace.displayColor;
  }
  if (!isSameResidency(draft.residency, before.residency)) {
    const { workspaceGeo: _, ...inference } = draft.residency;
    edit.change.residency = inference;
    if (workspace.residency) edit.seen.residency = workspace.residency;
  }
  const [tags, seen] = [new Map(Object.entries(toTags(draft))), new Map(Object.entries(workspace.tags))];
  for (const key of new Set([...tags.keys(), ...seen.keys()])) {
    if (tags.get(key) === seen.get(key)) continue;
    edit.change.tags[key] = tags.get(key) ?? null;
    edit.seen.tags[key] = seen.get(key) ?? null;
  }
  const isChanged = Object.keys(edit.change).length > 1 || Object.keys(edit.change.tags).length > 0;
  return isChanged ? edit : undefined;
}

/** Undefined if there is no way back, because a color or residency can't be removed. */
export function toUndo({ change, seen }: Edit): Edit | undefined {
  const isLost =
    (change.displayColor !== undefined && seen.displayColor === undefined) ||
    (change.residency !== undefined && seen.residency === undefined);
  return isLost ? undefined : { change: seen, seen: change };
}
