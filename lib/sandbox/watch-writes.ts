import "server-only";
import type { Context } from "hono";
import { z } from "zod";
import { recordActivity, toAdminKeyActor } from "./activity-log";
import { type Store, toNowText } from "./store";

type Fields = Record<string, unknown>;
type Answer = {
  id?: string | undefined;
  user_id?: string | undefined;
  email?: string | undefined;
  role?: string | undefined;
};
type Ids = [first: string, second: string];
type Rule = {
  method: "POST" | "DELETE";
  path: RegExp;
  type: string;
  toFields: (ids: Ids, answer: Answer, before: Fields) => Fields;
  look?: (store: Store, ids: Ids) => Fields;
};

const lookAtUser = (store: Store, [id]: Ids): Fields => {
  const user = store.users.get(id);
  return { role: user?.role, email: user?.email };
};
const toWorkspace = ([workspace_id]: Ids) => ({ workspace_id });
const toMember = ([workspace_id, user_id]: Ids) => ({ workspace_id, user_id });

const rules: Rule[] = [
  {
    method: "POST",
    path: /\/users\/([^/]+)$/,
    type: "claude_user_role_updated",
    look: lookAtUser,
    toFields: ([user_id], { role }, before) => ({
      user_id,
      user_email: before.email,
      previous_role: before.role,
      current_role: role,
    }),
  },
  {
    method: "DELETE",
    path: /\/users\/([^/]+)$/,
    type: "org_user_deleted",
    look: lookAtUser,
    toFields: ([deleted_user_id], _, { email }) => ({ deleted_user_id, deleted_user_email: email }),
  },
  {
    method: "POST",
    path: /\/invites$/,
    type: "org_user_invite_sent",
    toFields: (_, { email, role }) => ({ invited_email: email, invited_role: role }),
  },
  {
    method: "DELETE",
    path: /\/invites\/([^/]+)$/,
    type: "org_user_invite_deleted",
    toFields: ([invite_id]) => ({ invite_id }),
  },
  {
    method: "POST",
    path: /\/workspaces$/,
    type: "platform_workspace_created",
    toFields: (_, { id }) => ({ workspace_id: id }),
  },
  {
    method: "POST",
    path: /\/workspaces\/([^/]+)$/,
    type: "platform_workspace_updated",
    toFields: toWorkspace,
  },
  {
    method: "POST",
    path: /\/workspaces\/([^/]+)\/archive$/,
    type: "platform_workspace_archived",
    toFields: toWorkspace,
  },
  {
    method: "POST",
    path: /\/workspaces\/([^/]+)\/members$/,
    type: "platform_workspace_member_added",
    toFields: ([workspace_id], { user_id }) => ({ workspace_id, user_id }),
  },
  {
    method: "POST",
    path: /\/workspaces\/([^/]+)\/members\/([^/]+)$/,
    type: "platform_workspace_member_updated",
    toFields: toMember,
  },
  {
    method: "DELETE",
    path: /\/workspaces\/([^/]+)\/members\/([^/]+)$/,
    type: "platform_workspace_member_removed",
    toFields: toMember,
  },
  {
    method: "POST",
    path: /\/workspaces\/([^/]+)\/rate_limits\/[^/]+$/,
    type: "platform_workspace_rate_limit_updated",
    toFields: toWorkspace,
  },
  {
    method: "POST",
    path: /\/api_keys\/([^/]+)$/,
    type: "platform_api_key_updated",
    toFields: ([api_key_id]) => ({ api_key_id }),
  },
];

const answered = z.looseObject({
  id: z.string().optional(),
  user_id: z.string().optional(),
  email: z.string().optional(),
  role: z.string().optional(),
});

/** Call before the request runs; the returned function records the activity afterward. */
export function watchWrite(store: Store, context: Context): (response: Response) => Promise<void> {
  const { method, path } = context.req;
  const rule = rules.find((one) => one.method === method && one.path.test(path));
  if (!rule) return async () => undefined;
  const [, first = "", second = ""] = rule.path.exec(path) ?? [];
  const ids: Ids = [decodeURIComponent(first), decodeURIComponent(second)];
  const before = rule.look?.(store, ids) ?? {};
  return async (response) => {
    if (!response.ok) return;
    const answer = answered.safeParse(await response.clone().json()).data ?? {};
    const actor = toAdminKeyActor(store, context.req.header("user-agent"));
    const fields = rule.toFields(ids, answer, before);
    recordActivity(store, { at: toNowText(store), actor, type: rule.type, ...fields });
  };
}
