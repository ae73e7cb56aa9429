import "server-only";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { isOldVersion } from "./headers";
import { pageByToken } from "./paging";
import { toInvalid, toNotFound } from "./problem";
import { readBody, readFlag, readOneOf, readText } from "./query";
import { toId } from "./random";
import { groupTypes, type LimitGroup, limitGroups } from "./rate-limit-groups";
import type { Workspace } from "./records";
import type { Store } from "./store";
import { requireWorkspace } from "./workspaces";

const change = z.strictObject({
  limits: z.array(z.strictObject({ type: z.string(), value: z.number().int().min(0).nullable() })).min(1),
});

export function createRateLimitRoutes(store: Store): Hono {
  return new Hono()
    .get("/rate_limits", (context) => {
      const model = readText(context, "model");
      const groups = readGroups(context).filter(({ models }) => !model || models?.includes(model));
      if (model && groups.length === 0) throw toNotFound("Model");
      const entries = groups.map((group) => ({
        type: "rate_limit",
        id: toEntryId(store, group),
        ...toGroup(context, group),
        limits: Object.entries(group.limits).map(([type, value]) => ({ type, value })),
      }));
      return context.json(pageByToken(context, entries, true));
    })
    .get("/workspaces/:wid/rate_limits", (context) => {
      const workspace = requireWorkspace(store, context.req.param("wid"));
      const isInherited = readFlag(context, "include_inherited");
      const entries = readGroups(context)
        .map((group) => toWorkspaceEntry(context, store, workspace, { group, isInherited }))
        .filter(({ limits }) => limits.length > 0);
      return context.json(pageByToken(context, entries, true));
    })
    .post("/workspaces/:wid/rate_limits/:lid", async (context) => {
      const workspace = requireWorkspace(store, context.req.param("wid"));
      const { limits } = await readBody(context, change);
      const group = limitGroups.find((one) => toEntryId(store, one) === context.req.param("lid"));
      if (!group) throw toNotFound("Rate limit");
      if (workspace.id === store.defaultWorkspaceId)
        throw toInvalid("The Default workspace takes no limits.");
      if (workspace.archived_at !== null) throw toInvalid("The workspace is archived.");
      const unknown = limits.find(({ type }) => !(type in group.limits));
      if (unknown) throw toInvalid(`limits: ${unknown.type} is not a limiter of this group.`);
      for (const { type, value } of limits) setOverride(store, workspace, group, { type, value });
      return context.json(toWorkspaceEntry(context, store, workspace, { group, isInherited: false }));
    });
}

function readGroups(context: Context): LimitGroup[] {
  const groupType = readOneOf(context, "group_type", groupTypes);
  return limitGroups.filter(({ type }) => !groupType || type === groupType);
}

function toEntryId(store: Store, group: LimitGroup): string {
  return toId("rl", store.organization.id, group.key);
}

function toGroup(context: Context, { key, type, name, models }: LimitGroup) {
  const group = { type, id: toId("rlg", key), ...(name !== undefined && { display_name: name }) };
  return { group, models, ...(isOldVersion(context) && { group_type: type }) };
}

function toWorkspaceEntry(
  context: Context,
  store: Store,
  workspace: Workspace,
  { group, isInherited }: { group: LimitGroup; isInherited: boolean },
) {
  const limits = Object.entries(group.limits).flatMap(([type, orgLimit]) => {
    const own = store.overrides.get(`${workspace.id} ${group.key} ${type}`);
    if (own !== undefined) return [{ type, value: own, org_limit: orgLimit, source: { type: "workspace" } }];
    return isInherited
      ? [{ type, value: orgLimit, org_limit: orgLimit, source: { type: "organization" } }]
      : [];
  });
  return {
    type: "workspace_rate_limit",
    workspace_id: workspace.id,
    rate_limit_id: toEntryId(store, group),
    ...toGroup(context, group),
    limits,
  };
}

function setOverride(
  store: Store,
  workspace: Workspace,
  group: LimitGroup,
  { type, value }: { type: string; value: number | null },
): void {
  const key = `${workspace.id} ${group.key} ${type}`;
  if (value === null) store.overrides.delete(key);
  else store.overrides.set(key, value);
}
