import "server-only";
import { z } from "zod";
import { type SpendLimit, spendPeriods } from "./records";
import { createNextId, type Store, toNowText } from "./store";

/** As the Console or claude.ai would; tests can also set scopes that don't exist yet. */
export const spendLimitInput = z.strictObject({
  scope: z.union([
    z.strictObject({ type: z.enum(["organization", "usage_tier"]) }),
    z.strictObject({ type: z.literal("workspace"), workspace_id: z.string() }),
    z.strictObject({ type: z.literal("user"), user_id: z.string() }),
    z.strictObject({ type: z.literal("seat_tier"), seat_tier: z.string() }),
    z.strictObject({ type: z.literal("rbac_group"), rbac_group_id: z.string() }),
    z.strictObject({ type: z.literal("organization_service"), service: z.string() }),
    z.object({ type: z.templateLiteral(["future_", z.string()]) }).catchall(z.string()),
  ]),
  amount: z.string().regex(/^\d+$/, "must be whole cents").nullable(),
  period: z.enum(spendPeriods).optional(),
  currency: z.string().optional(),
  is_enabled: z.boolean().optional(),
});

export function putSpendLimit(store: Store, given: z.infer<typeof spendLimitInput>): SpendLimit {
  const { scope, amount, period = "monthly", currency = "USD", is_enabled = true } = given;
  const now = toNowText(store);
  const known = store.spendLimits
    .list()
    .find((limit) => limit.period === period && isSameScope(limit.scope, scope));
  const fresh = { id: createNextId(store, "spl"), created_at: now };
  const limit = { amount, currency, period, scope, is_enabled, updated_at: now };
  return store.spendLimits.put({ ...(known ?? fresh), type: "spend_limit", ...limit });
}

function isSameScope(one: object, other: object): boolean {
  const fields = Object.entries(one);
  return (
    fields.length === Object.keys(other).length &&
    fields.every(([name, value]) => Reflect.get(other, name) === value)
  );
}
