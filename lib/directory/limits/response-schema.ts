import "server-only";
import { z } from "zod";
import { instant, mostCounted } from "@/lib/core/admin-api/schema";
import type { LimitGroup, SpendLimit } from "./schema";

const groupFields = {
  group: z.looseObject({ type: z.string(), display_name: z.string().nullish() }).nullish(),
  group_type: z.string().nullish(),
  models: z.array(z.string()).nullish(),
};

type GroupFields = {
  group?: { type: string; display_name?: string | null | undefined } | null | undefined;
  group_type?: string | null | undefined;
  models?: string[] | null | undefined;
};

/** The older shape has only `group_type`, which names the kind of group. */
function toGroup({ group, group_type, models }: GroupFields) {
  const type = group?.type ?? group_type ?? "";
  return { type, name: group?.display_name ?? null, models: models ?? null };
}

export const organizationLimit = z
  .looseObject({
    ...groupFields,
    id: z.string().nullish(),
    limits: z.array(z.looseObject({ type: z.string(), value: z.number() })),
  })
  .transform(
    (raw): LimitGroup => ({
      id: raw.id ?? null,
      ...toGroup(raw),
      limits: raw.limits.map(({ type, value }) => ({ type, own: null, organization: value })),
    }),
  );

/** Without a source, a value is the workspace's own: the older shape has no other. */
export const workspaceLimit = z
  .looseObject({
    ...groupFields,
    rate_limit_id: z.string().nullish(),
    limits: z.array(
      z.looseObject({
        type: z.string(),
        value: z.number(),
        org_limit: z.number().nullish(),
        source: z.looseObject({ type: z.string() }).nullish(),
      }),
    ),
  })
  .transform(
    (raw): LimitGroup => ({
      id: raw.rate_limit_id ?? null,
      ...toGroup(raw),
      limits: raw.limits.map(({ type, value, org_limit, source }) => ({
        type,
        own: source?.type === "organization" ? null : value,
        organization: org_limit ?? null,
      })),
    }),
  );

/** Documented fields of a scope; other fields are kept as received. */
const scopeFields = ["type", "workspace_id", "user_id", "seat_tier", "rbac_group_id", "service"];

export const spendLimitAnswer = z
  .looseObject({
    id: z.string(),
    amount: z
      .string()
      .regex(/^\d{1,40}(\.\d{1,20})?$/)
      .nullable(),
    currency: z.string(),
    period: z.string(),
    scope: z.looseObject({
      type: z.string(),
      workspace_id: z.string().nullish(),
      user_id: z.string().nullish(),
      seat_tier: z.string().nullish(),
      rbac_group_id: z.string().nullish(),
      service: z.string().nullish(),
    }),
    is_enabled: z.boolean().nullish(),
  })
  .transform(
    ({ scope, ...raw }): SpendLimit => ({
      id: raw.id,
      cents: raw.amount,
      currency: raw.currency,
      period: raw.period,
      scope: scope.type,
      workspaceId: scope.workspace_id ?? null,
      userId: scope.user_id ?? null,
      seatTier: scope.seat_tier ?? null,
      rbacGroupId: scope.rbac_group_id ?? null,
      service: scope.service ?? null,
      others: toOthers(scope),
      isEnabled: raw.is_enabled ?? true,
    }),
  );

function toOthers(scope: Record<string, unknown>): string[] {
  return Object.entries(scope).flatMap(([name, value]) =>
    typeof value === "string" && value !== "" && !scopeFields.includes(name) ? [`${name}: ${value}`] : [],
  );
}

export const deletedSpendLimit = z.looseObject({ id: z.string() });

/** Zero if missing: not every server reports every count. */
const tokens = z
  .number()
  .int()
  .nonnegative()
  .max(mostCounted)
  .nullish()
  .transform((value) => value ?? 0);

export const minutePage = z.object({
  data: z.array(z.unknown()),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});

export const minuteBucket = z.object({
  starting_at: instant.transform((value) => Date.parse(value)),
  results: z.array(z.unknown()),
});

export const minuteRow = z
  .object({
    model: z.string().nullish(),
    service_tier: z.string().nullish(),
    speed: z.string().nullish(),
    uncached_input_tokens: tokens,
    cache_read_input_tokens: tokens,
    cache_creation: z
      .object({ ephemeral_5m_input_tokens: tokens, ephemeral_1h_input_tokens: tokens })
      .nullish(),
    cache_creation_input_tokens: tokens,
    output_tokens: tokens,
  })
  .transform((row) => {
    const { cache_creation: created } = row;
    const apart = created ? created.ephemeral_5m_input_tokens + created.ephemeral_1h_input_tokens : 0;
    const written = Math.max(apart, row.cache_creation_input_tokens);
    return {
      model: row.model ?? "",
      isBatch: row.service_tier === "batch",
      isFast: row.speed === "fast",
      uncached: row.uncached_input_tokens + written,
      cacheRead: row.cache_read_input_tokens,
      output: row.output_tokens,
    };
  });
export type MinuteRow = z.infer<typeof minuteRow>;
