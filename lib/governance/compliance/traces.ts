import "server-only";

type Fields = Record<string, unknown>;
type Activity = { type: string; fields: Fields; actorId: string | null };
type Part = string | false;

/** `noun.kind` plus the ID: an activity and a change with the same trace are the same event. */
const trace = (what: string, id: unknown): Part => (typeof id === "string" && id ? `${what} ${id}` : false);
const membership = (kind: string, { workspace_id, user_id }: Fields): Part =>
  typeof workspace_id === "string" &&
  trace(`workspace_member.${kind}`, user_id && `${workspace_id}/${user_id}`);
const address = (email: unknown) => (typeof email === "string" ? email.trim().toLowerCase() : null);

const rules: Record<string, (fields: Fields, actorId: string | null) => Part[]> = {
  claude_user_role_updated: ({ user_id }) => [trace("member.changed", user_id)],
  scim_user_updated: ({ user_id }) => [trace("member.changed", user_id)],
  scim_user_created: ({ user_id }) => [trace("member.added", user_id)],
  scim_user_deleted: ({ user_id }) => [trace("member.gone", user_id)],
  org_user_deleted: ({ deleted_user_id, user_id }) => [trace("member.gone", deleted_user_id ?? user_id)],
  org_user_left: (_, actorId) => [trace("member.gone", actorId)],
  account_deleted: (_, actorId) => [trace("member.gone", actorId)],
  org_user_invite_sent: ({ invited_email }) => [trace("invite.added", address(invited_email))],
  org_user_invite_accepted: ({ invite_id }, actorId) => [
    trace("invite.accepted", invite_id),
    trace("member.added", actorId),
  ],
  org_user_invite_deleted: ({ invite_id }) => [trace("invite.deleted", invite_id)],
  org_user_invite_rejected: ({ invite_id }) => [trace("invite.deleted", invite_id)],
  platform_workspace_created: ({ workspace_id }) => [trace("workspace.added", workspace_id)],
  platform_workspace_updated: ({ workspace_id }) => [trace("workspace.changed", workspace_id)],
  platform_workspace_inference_data_retention_enabled: ({ workspace_id }) => [
    trace("workspace.changed", workspace_id),
  ],
  platform_workspace_inference_data_retention_disabled: ({ workspace_id }) => [
    trace("workspace.changed", workspace_id),
  ],
  platform_workspace_archived: ({ workspace_id }) => [trace("workspace.archived", workspace_id)],
  platform_workspace_member_added: (fields) => [membership("added", fields)],
  platform_workspace_member_updated: (fields) => [membership("changed", fields)],
  platform_workspace_member_removed: (fields) => [membership("gone", fields)],
  platform_api_key_created: ({ api_key_id }) => [trace("api_key.added", api_key_id)],
  api_key_created: ({ api_key_id }) => [trace("api_key.added", api_key_id)],
  platform_api_key_updated: ({ api_key_id }) => [trace("api_key.changed", api_key_id)],
};

export function toTraces({ type, fields, actorId }: Activity): string[] | null {
  const rule = Object.hasOwn(rules, type) ? rules[type] : undefined;
  const traces = (rule?.(fields, actorId) ?? []).filter((one) => one !== false);
  return traces.length > 0 ? traces : null;
}

export type SeenChange = { noun: string; kind: string; targetId: string; before: unknown; after: unknown };

export function toChangeTraces({ noun, kind, targetId, before, after }: SeenChange): string[] {
  const [was, is] = [toFields(before), toFields(after)];
  const plain = `${noun}.${kind} ${targetId}`;
  switch (noun) {
    case "member":
      return kind === "changed" && was.role === is.role ? [] : [plain];
    case "invite":
      return toInviteTraces(kind, targetId, is);
    case "workspace":
      return kind === "changed" && was.archivedAt !== is.archivedAt
        ? [`workspace.archived ${targetId}`]
        : [plain];
    case "workspace_member":
      return kind === "gone" ? [plain, `member.gone ${targetId.split("/")[1] ?? ""}`] : [plain];
    case "api_key":
      return is.status === "expired" && was.status !== "expired" ? [] : [plain];
    default:
      return [];
  }
}

function toInviteTraces(kind: string, id: string, is: Fields): string[] {
  if (kind === "added") return [`invite.added ${address(is.email) ?? ""}`];
  const [accepted, deleted] = [`invite.accepted ${id}`, `invite.deleted ${id}`];
  if (kind === "gone") return [accepted, deleted];
  if (is.status === "accepted") return [accepted];
  return is.status === "deleted" ? [deleted] : [];
}

function toFields(state: unknown): Fields {
  return typeof state === "object" && state !== null ? { ...state } : {};
}
