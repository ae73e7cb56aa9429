import "server-only";
import { Hono } from "hono";
import { z } from "zod";
import { requireBeta } from "./headers";
import { pageByToken } from "./paging";
import { Problem, toInvalid, toNotFound } from "./problem";
import { readAllOf, readBody, readText } from "./query";
import { type SpendLimit, spendPeriods } from "./records";
import { putSpendLimit } from "./spend-limit-records";
import type { Store } from "./store";
import { isOn } from "./switches";
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

const scopesOf = {
  console: ["organization", "workspace", "usage_tier"],
  enterprise: ["organization", "seat_tier", "rbac_group", "organization_service", "user"],
} as const;

const set = z.strictObject({
  scope: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("organization") }),
    z.strictObject({ type: z.literal("workspace"), workspace_id: z.string() }),
    z.strictObject({ type: z.literal("user"), user_id: z.string() }),
  ]),
  amount: z.string().regex(/^\d+$/, "must be whole cents").nullable(),
  period: z.enum(spendPeriods).optional(),
});

/** `hasEarlyAccess` opens everything to the Console except the list, which needs only its beta header. */
export function createSpendLimitRoutes(store: Store, hasEarlyAccess: boolean): Hono {
  const requireEarlyAccess = () => {
    if (hasEarlyAccess || store.kind === "enterprise") return;
    const details = { error_code: "spend_limits_admin_api_writes_not_enabled" };
    throw new Problem(403, "Spend limits are not enabled for this organization.", details);
  };
  return new Hono()
    .get("/spend_limits", (context) => {
      requireBeta(context, readsBeta);
      const types = readAllOf(context, "scope_type", scopeTypes);
      const workspaceId = readText(context, "workspace_id");
      requireOfKind(store, types, workspaceId);
      const limits = listLimits(store)
        .filter(({ scope }) => types.length === 0 || types.some((type) => type === scope.type))
        .filter(
          ({ scope }) => !workspaceId || (scope.type === "workspace" && scope.workspace_id === workspaceId),
        );
      const shown = isOn(context, "other_currency")
        ? limits.map((limit) => ({ ...limit, currency: "EUR" }))
        : limits;
      return context.json(pageByToken(context, shown));
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
      if (store.kind === "enterprise" && scope.type !== "user")
        throw toInvalid("Only limits of members can be deleted.");
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

function listLimits(store: Store): readonly SpendLimit[] {
  const limits = store.spendLimits.list();
  if (store.kind === "console") return limits;
  const order: readonly string[] = scopesOf.enterprise;
  return limits.toSorted((one, other) => order.indexOf(one.scope.type) - order.indexOf(other.scope.type));
}

function requireOfKind(store: Store, types: readonly string[], workspaceId: string | undefined): void {
  const own: readonly string[] = scopesOf[store.kind === "console" ? "console" : "enterprise"];
  const foreign = types.find((type) => !own.includes(type));
  if (foreign) throw toInvalid(`scope_type: ${foreign} does not apply to this organization.`);
  if (workspaceId && store.kind !== "console") throw toInvalid("workspace_id: is for the Claude Console.");
}

function setLimit(store: Store, given: z.infer<typeof set>): SpendLimit {
  const { scope, amount, period = "monthly" } = given;
  const isOfEnterprise = scope.type === "user";
  if (isOfEnterprise !== (store.kind === "enterprise"))
    throw toInvalid(`scope: ${scope.type} cannot be set for this organization.`);
  if (scope.type === "user") {
    if (!store.users.get(scope.user_id)) throw toNotFound("User");
    return putSpendLimit(store, { scope, amount, period });
  }
  if (amount === null || period !== "monthly") throw toInvalid("Must be monthly and have an amount.");
  if (scope.type === "workspace") {
    const workspace = requireWorkspace(store, scope.workspace_id);
    if (workspace.id === store.defaultWorkspaceId) throw toInvalid("The Default workspace takes no limits.");
    if (workspace.archived_at !== null) throw toInvalid("The workspace is archived.");
  }
  return putSpendLimit(store, { scope, amount });
}
