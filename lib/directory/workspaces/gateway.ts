import "server-only";
import Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { writeApi } from "@/lib/core/admin-api/client";
import { type Listing, listAll, type Seen } from "@/lib/core/admin-api/list-all";
import { readOne, toAnsweredAt, writeOne } from "@/lib/core/admin-api/read-one";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import type { AssignableWorkspaceRole, GivableWorkspaceRole } from "@/lib/core/organization/vocabulary";
import type { CreateWorkspaceInput, WorkspaceChange } from "./change-schema";
import { findDefault } from "./find-default";
import type { Membership } from "./membership-schema";
import {
  syntheticDefaultId,
  type Workspace,
  type WorkspaceMember,
  workspace,
  workspaceMember,
} from "./response-schema";
import type { Residency } from "./schema";

/** `note`: what the API did only partly, for `reasons.<code>`. */
export type Written = Seen<Workspace> & { note: RefusalReason | null };

/** Includes archived ones and Default, whether or not the API lists Default. */
export async function fetchWorkspaces(signal?: AbortSignal): Promise<Listing<Workspace>> {
  const seenAt = new Date().toISOString();
  const { rows: listed, ...rest } = await fetchListed(
    { include_archived: true, include_default: true },
    signal,
  );
  const named = listed
    .filter(({ name, archivedAt }) => name === "Default" && !archivedAt)
    .map(({ id }) => id);
  const defaultId = await findDefault(named, () => fetchListed({ include_archived: true }, signal));
  const found = listed.map((each) => ({ ...each, isDefault: each.id === defaultId }));
  const isComplete = defaultId !== undefined || rest.unreadable.some(mayBeDefault);
  return { ...rest, rows: isComplete ? found : [...found, { ...syntheticDefault, seenAt }] };
}

function mayBeDefault({ sample }: UnreadableRow): boolean {
  const { data } = z.looseObject({ name: z.string() }).safeParse(sample);
  return data === undefined || data.name === "Default";
}

function fetchListed(flags: { include_archived?: boolean; include_default?: boolean }, signal?: AbortSignal) {
  return listAll(
    workspace,
    (api, query, options) => api.organization.workspaces.list({ ...query, ...flags }, options),
    { signal },
  );
}

const syntheticDefault: Workspace = {
  ...workspace.parse({ id: syntheticDefaultId, name: "Default" }),
  isDefault: true,
};

export function fetchWorkspaceMembers(
  workspaceId: string,
  signal?: AbortSignal,
): Promise<Listing<WorkspaceMember>> {
  return listAll(
    workspaceMember,
    (api, query, options) => api.organization.workspaces.members.list(workspaceId, query, options),
    { signal, key: ["workspace_id", "user_id"] },
  );
}

/** Writes below are never sent for Default. */
export async function fetchWorkspace(workspaceId: string): Promise<Written | null> {
  const found = await readOne(workspace, (api, options) =>
    api.organization.workspaces.retrieve(workspaceId, options),
  );
  return found && { ...found, isDefault: false, note: null };
}

/** Sent once. An answer that the workspace exists but is incomplete counts: creating it again would duplicate it. */
export async function createWorkspaceOnce(
  _by: Permit<"workspaces:write">,
  { name, displayColor, tags, residency }: CreateWorkspaceInput,
): Promise<Written> {
  const body = { name, display_color: displayColor, tags, ...toResidencyBody(residency) };
  const answer = await writeApi((api) =>
    api.organization.workspaces.create(body).then((raw) => workspace.parse(raw), toIncomplete),
  );
  if ("raw" in answer) return { ...answer, isDefault: false, note: null, seenAt: toAnsweredAt() };
  const made = workspace.parse({ id: answer.id, ...body });
  const note = "workspace_created_incomplete";
  return { ...made, isDefault: false, note, seenAt: toAnsweredAt() };
}

/** @throws the API's error, unless it names the workspace that it created anyway */
function toIncomplete(cause: unknown): { id: string } {
  const details: unknown = isAnswer(cause, "workspace_created_incomplete") ? cause.details : null;
  const id = details && typeof details === "object" && "workspace_id" in details && details.workspace_id;
  if (typeof id === "string") return { id };
  throw cause;
}

/** `name` is always sent, because the first version of the API requires it. */
export async function updateWorkspaceFields(
  _by: Permit<"workspaces:write">,
  workspaceId: string,
  { name, displayColor, tags, residency }: WorkspaceChange & { name: string },
): Promise<Written> {
  const body = {
    name,
    ...(displayColor && { display_color: displayColor }),
    ...(Object.keys(tags).length > 0 && { tags }),
    ...toResidencyBody(residency),
  };
  const found = await writeOne(workspace, (api) => api.organization.workspaces.update(workspaceId, body));
  return { ...found, isDefault: false, note: null };
}

type Geo = "global" | "us";

/** Sound: geos are open texts, which the API checks; the SDK types those of its day. */
function toResidencyBody(given: (Omit<Residency, "workspaceGeo"> & Partial<Residency>) | undefined) {
  if (!given) return {};
  const { workspaceGeo, defaultInferenceGeo, allowedInferenceGeos } = given;
  return {
    data_residency: {
      ...(workspaceGeo && { workspace_geo: workspaceGeo as "us" }),
      default_inference_geo: defaultInferenceGeo as Geo,
      allowed_inference_geos: allowedInferenceGeos as "unrestricted" | Geo[],
    },
  };
}

/** If storage is still attached, the API refuses but archives anyway. */
export async function archiveWorkspaceForEver(
  _by: Permit<"workspaces:write">,
  workspaceId: string,
): Promise<Written> {
  const answer = await writeApi((api) =>
    api.organization.workspaces.archive(workspaceId).then((raw) => workspace.parse(raw), toAttached),
  );
  if (answer) return { ...answer, isDefault: false, note: null, seenAt: toAnsweredAt() };
  const found = await fetchWorkspace(workspaceId);
  if (!found) throw new AppError("not_found", "the archived workspace is not there");
  return { ...found, note: "storage_attached_during_archive", seenAt: toAnsweredAt() };
}

/** @throws the API's error, unless it archived the workspace anyway */
function toAttached(cause: unknown): null {
  if (isAnswer(cause, "storage_attached_during_archive")) return null;
  throw cause;
}

function isAnswer(cause: unknown, code: string): cause is InstanceType<typeof Anthropic.APIError> {
  return cause instanceof Anthropic.APIError && cause.errorCode === code;
}

/** Null if the person isn't in the workspace. */
export function fetchMembership({ workspaceId, userId }: Membership): Promise<Seen<WorkspaceMember> | null> {
  return readOne(workspaceMember, (api, options) =>
    api.organization.workspaces.members.retrieve(userId, { workspace_id: workspaceId }, options),
  );
}

type Access = Membership & { role: AssignableWorkspaceRole };

export function addMembership(
  _by: Permit<"memberships:write">,
  { workspaceId, userId, role }: Access,
): Promise<Seen<WorkspaceMember>> {
  return writeOne(workspaceMember, (api) =>
    api.organization.workspaces.members.add(workspaceId, { user_id: userId, workspace_role: role }),
  );
}

export function changeMembershipRole(
  _by: Permit<"memberships:write">,
  { workspaceId, userId, role }: Membership & { role: GivableWorkspaceRole },
): Promise<Seen<WorkspaceMember>> {
  return writeOne(workspaceMember, (api) =>
    api.organization.workspaces.members.update(userId, { workspace_id: workspaceId, workspace_role: role }),
  );
}

export async function removeMembership(
  _by: Permit<"memberships:write">,
  { workspaceId, userId }: Membership,
): Promise<null> {
  await writeApi((api) => api.organization.workspaces.members.remove(userId, { workspace_id: workspaceId }));
  return null;
}
