import { z } from "zod";
import { errorCodes } from "@/lib/core/errors/errors";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import { largestLimit, settableScopes, spendPeriods } from "./vocabulary";

export const limitGroup = z.object({
  id: z.string().nullable(),
  type: z.string(),
  name: z.string().nullable(),
  models: z.array(z.string()).nullable(),
  limits: z.array(
    z.object({ type: z.string(), own: z.number().nullable(), organization: z.number().nullable() }),
  ),
});
export type LimitGroup = z.infer<typeof limitGroup>;

const scopeId = z.string().nullable().default(null);

const spendLimit = z.object({
  id: z.string(),
  /** Exact cents, or another currency's minor unit; null if there is no numeric cap. */
  cents: z.string().nullable(),
  currency: z.string(),
  period: z.string(),
  scope: z.string(),
  workspaceId: scopeId,
  userId: scopeId,
  seatTier: scopeId,
  rbacGroupId: scopeId,
  service: scopeId,
  others: z.array(z.string()).default([]),
  isEnabled: z.boolean(),
});
export type SpendLimit = z.infer<typeof spendLimit>;
export const spendLimits = z.array(spendLimit);

const code = z.enum([...refusalReasons, ...errorCodes]).nullable();

/** When it was read, why it can't be, and why the last try failed. */
export const reading = z.object({ seenAt: z.string().nullable(), refusal: code, failure: code });
export type Reading = z.infer<typeof reading>;

export const limitsOfWorkspace = z.object({
  groups: z.array(limitGroup),
  rates: reading,
  spend: reading.extend({ limits: spendLimits }),
  isRefreshing: z.boolean(),
  /** Why the workspace can't have its own limits. */
  reason: z.enum(refusalReasons).nullable(),
});
export type LimitsOfWorkspace = z.infer<typeof limitsOfWorkspace>;

const namedSpendLimit = spendLimit.extend({
  workspaceName: z.string().nullable(),
  person: z.object({ name: z.string(), email: z.string() }).nullable(),
  /** In the limit's currency. Null if the cost report has nothing comparable or isn't loaded yet. */
  spentCents: z.string().nullable(),
});
export type NamedSpendLimit = z.infer<typeof namedSpendLimit>;

/** `tokens` is null if the usage report doesn't have it. */
const peak = z.object({ tokens: z.number().nullable(), at: z.string().nullable() });
export type Peak = z.infer<typeof peak>;

const rateGroup = limitGroup.omit({ limits: true }).extend({
  limits: z.array(z.object({ type: z.string(), value: z.number(), peak })),
});
export type RateGroup = z.infer<typeof rateGroup>;

export const limitsOfOrganization = z.object({
  rates: reading.extend({ groups: z.array(rateGroup) }),
  peaks: reading.extend({
    from: z.string(),
    to: z.string(),
    readDays: z.number(),
    totalDays: z.number(),
    incompleteDays: z.number(),
    otherModels: z.array(z.string()),
  }),
  spend: reading.extend({
    limits: z.array(namedSpendLimit),
    /** Scopes that this kind of organization can set through the API. */
    settable: z.array(z.enum(settableScopes)),
    /** Why the API doesn't let this organization change any. */
    readOnly: code,
    currency: z.string().nullable(),
    /** In that currency, or in US dollars; null until all days are loaded. */
    spentCents: z.string().nullable(),
    isSpentIncomplete: z.boolean(),
    workspaces: z.array(z.object({ id: z.string(), name: z.string(), spentCents: z.string().nullable() })),
  }),
  isRefreshing: z.boolean(),
});
export type LimitsOfOrganization = z.infer<typeof limitsOfOrganization>;

/** By kind of limiter; null means only the organization's limit. */
const ownLimits = z.record(z.string().min(1), z.number().int().min(0).max(largestLimit).nullable());
export const changeLimitsInput = z.object({
  workspaceId: z.string().min(1),
  rateLimitId: z.string().min(1),
  change: ownLimits.refine((given) => Object.keys(given).length > 0),
  /** What the person saw for the limiters that they change. */
  seen: ownLimits,
});
export type ChangeLimitsInput = z.infer<typeof changeLimitsInput>;
export type OwnLimits = z.infer<typeof ownLimits>;

const wholeCents = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform((digits) => digits.replace(/^0+(?=\d)/, ""));

export const setSpendLimitInput = z
  .object({
    /** "organization", or the ID of the workspace or member. */
    subjectId: z.string().trim().min(1).max(200),
    scope: z.enum(settableScopes),
    period: z.enum(spendPeriods),
    cents: wholeCents.nullable(),
    /** The amount that the person saw; undefined if there was no limit. */
    seenCents: z.string().nullable().optional(),
    /** The person saw that the month's spend has reached the amount, or is unknown, and sets it anyway. */
    confirmedSpend: z.boolean().default(false),
  })
  .refine(({ scope, subjectId }) => (scope === "organization") === (subjectId === "organization"), {
    path: ["subjectId"],
  })
  .refine(({ scope, period }) => scope === "user" || period === "monthly", { path: ["period"] })
  .refine(({ scope, cents }) => scope === "user" || cents !== null, { path: ["cents"] });
export type SetSpendLimit = z.infer<typeof setSpendLimitInput>;

export const removeSpendLimitInput = z.object({
  spendLimitId: z.string().trim().min(1).max(200),
  seenCents: z.string().nullable(),
});
export type RemoveSpendLimit = z.infer<typeof removeSpendLimitInput>;
