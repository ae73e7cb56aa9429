import "server-only";
import { Hono } from "hono";
import { z } from "zod";
import { requireBeta } from "./headers";
import { pageByToken } from "./paging";
import { Problem, toInvalid, toNotFound } from "./problem";
import { readAllOf, readBody, readText } from "./query";
import type { SpendLimit } from "./records";
import { createNextId, type Store, toNowText } from "./store";
import { requireWorkspace } from "./workspaces";

const readsBeta = "spend-limit-reads-2026-09-26";
const scopeTypes = [
  "organization",
  "workspace",
  "usage_tier",
  "user",
  "seat_tier",
  "rbac_group",
  "organization_service",
] as const;

const set = z.strictObject({
  scope: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("organization") }),
    z.strictObject({ type: z.literal("workspace"), workspace_id: z.string() }),
  ]),
  amount: z.string().regex(/^\d+$/, "must be whole cents"),
  period: z.literal("monthly").optional(),
});

/** `hasEarlyAccess` opens everything but the list, which only needs its beta header. */
export function createSpendLimitRoutes(store: Store, hasEarlyAccess: boolean): Hono {
  const requireEarlyAccess = () => {
    if (hasEarlyAccess) return;
    const details = { error_code: "spend_limits_admin_api_writes_not_enabled" };
    throw new Problem(403, "Spend limits are not enabled for this organization.", details);
  };
  return new Hono()
    .get("/spend_limits", (context) => {
      requireBeta(context, readsBeta);
      const types = readAllOf(context, "scope_type", scopeTypes);
      const workspaceId = readText(context, "workspace_id");
      const limits = store.spendLimits
        .list()
        .filter(({ scope }) => types.length === 0 || types.includes(scope.type))
        .filter(
          ({ scope }) => !workspaceId || (scope.type === "workspace" && scope.workspace_id === workspaceId),
        );
      return context.json(pageByToken(context, limits));
    })
    .get("/spend_limits/effective", refuseForConsole)
    .get("/spend_limit_increase_requests", refuseForConsole)
    .get("/spend_limits/:id", (context) => {
      requireEarlyAccess();
      return context.json(requireLimit(store, context.req.param("id")));
    })
    .post("/spend_limits", async (context) => {
      requireEarlyAccess();
      return context.json(setLimit(store, await readBody(context, set)));
    })
    .delete("/spend_limits/:id", (context) => {
      requireEarlyAccess();
      const { id, scope } = requireLimit(store, context.req.param("id"));
      if (scope.type === "usage_tier") throw toInvalid("The usage tier's limit cannot be deleted.");
      store.spendLimits.remove(id);
      return context.json({ id, type: "spend_limit_deleted" });
    });
}

function refuseForConsole(): never {
  throw toInvalid("This endpoint is for Claude Enterprise.", "organization_type_not_supported");
}

function requireLimit(store: Store, id: string): SpendLimit {
  const limit = store.spendLimits.get(id);
  if (!limit) throw toNotFound("Spend limit");
  return limit;
}

/** Creates the limit of a scope or replaces it: there is one for each scope and period. */
function setLimit(store: Store, { scope, amount }: z.infer<typeof set>): SpendLimit {
  if (scope.type === "workspace") {
    const workspace = requireWorkspace(store, scope.workspace_id);
    if (workspace.id === store.defaultWorkspaceId) throw toInvalid("The Default workspace takes no limits.");
  }
  const now = toNowText(store);
  const known = store.spendLimits.list().find((limit) => isSameScope(limit.scope, scope));
  const fresh = { id: createNextId(store, "spl"), created_at: now };
  return store.spendLimits.put({
    ...(known ?? fresh),
    type: "spend_limit",
    amount,
    currency: "USD",
    period: "monthly",
    scope,
    is_enabled: true,
    updated_at: now,
  });
}

function isSameScope(one: SpendLimit["scope"], other: SpendLimit["scope"]): boolean {
  if (one.type !== other.type) return false;
  return one.type !== "workspace" || (other.type === "workspace" && one.workspace_id === other.workspace_id);
}
