import { z } from "zod";
import { errorCodes, refusalReasons } from "@/lib/errors";
import { largestLimit } from "./vocabulary";

/** The limits of one group, in the organisation and in a workspace; null where there is none of its own. */
export const limitGroup = z.object({
  /** By which a workspace's own limits are set; null where the API is too old to tell. */
  id: z.string().nullable(),
  type: z.string(),
  name: z.string().nullable(),
  models: z.array(z.string()).nullable(),
  limits: z.array(
    z.object({ type: z.string(), own: z.number().nullable(), organization: z.number().nullable() }),
  ),
});
export type LimitGroup = z.infer<typeof limitGroup>;

const told = {
  group: z.looseObject({ type: z.string(), display_name: z.string().nullish() }).nullish(),
  group_type: z.string().nullish(),
  models: z.array(z.string()).nullish(),
};

type Told = {
  group?: { type: string; display_name?: string | null | undefined } | null | undefined;
  group_type?: string | null | undefined;
  models?: string[] | null | undefined;
};

/** The older shape names the kind of group in a field of its own, and nothing else. */
function toGroup({ group, group_type, models }: Told) {
  const type = group?.type ?? group_type ?? "";
  return { type, name: group?.display_name ?? null, models: models ?? null };
}

/** As the API tells it of the organisation. */
export const organizationLimit = z
  .looseObject({
    ...told,
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

/** As the API tells it of a workspace. Without a source, a value is the workspace's own: the older shape tells no other. */
export const workspaceLimit = z
  .looseObject({
    ...told,
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

const spendLimit = z.object({
  id: z.string(),
  /** Exact cents; null is no cap in numbers. */
  cents: z.string().nullable(),
  currency: z.string(),
  period: z.string(),
  scope: z.string(),
  workspaceId: z.string().nullable(),
  isEnabled: z.boolean(),
});
export type SpendLimit = z.infer<typeof spendLimit>;
export const spendLimits = z.array(spendLimit);

export const toldSpendLimit = z
  .looseObject({
    id: z.string(),
    amount: z.string().nullable(),
    currency: z.string(),
    period: z.string(),
    scope: z.looseObject({ type: z.string(), workspace_id: z.string().nullish() }),
    is_enabled: z.boolean().nullish(),
  })
  .transform(
    (raw): SpendLimit => ({
      id: raw.id,
      cents: raw.amount,
      currency: raw.currency,
      period: raw.period,
      scope: raw.scope.type,
      workspaceId: raw.scope.workspace_id ?? null,
      isEnabled: raw.is_enabled ?? true,
    }),
  );

const code = z.enum([...refusalReasons, ...errorCodes]).nullable();

/** When something was read, why it cannot be, and why the newest try did not come to an answer. */
const reading = z.object({ seenAt: z.string().nullable(), refusal: code, failure: code });
export type Reading = z.infer<typeof reading>;

export const limitsOfWorkspace = z.object({
  groups: z.array(limitGroup),
  rates: reading,
  spend: reading.extend({ limits: spendLimits }),
  /** Whether newer numbers are on their way. */
  isRefreshing: z.boolean(),
  /** Why the workspace takes no limits of its own. */
  reason: z.enum(refusalReasons).nullable(),
});
export type LimitsOfWorkspace = z.infer<typeof limitsOfWorkspace>;

/** By kind of limiter; null is the organisation's limit alone. */
const ownLimits = z.record(z.string().min(1), z.number().int().min(0).max(largestLimit).nullable());
export const changeLimitsInput = z.object({
  workspaceId: z.string().min(1),
  rateLimitId: z.string().min(1),
  change: ownLimits.refine((given) => Object.keys(given).length > 0),
  /** What the person saw in the limiters that they change. */
  seen: ownLimits,
});
export type ChangeLimitsInput = z.infer<typeof changeLimitsInput>;
export type OwnLimits = z.infer<typeof ownLimits>;
