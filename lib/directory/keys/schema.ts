import { z } from "zod";
import { loadingHistory } from "@/lib/core/history/schema";
import { findingRuleNames } from "@/lib/core/marks/vocabulary";
import { chartColor } from "@/lib/core/organization/schema";
import { keyUses } from "@/lib/core/organization/vocabulary";
import { stopStates } from "./vocabulary";

const day = z.string();
const shownDays = { today: day, from: day, to: day };
export const keyRow = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().nullable(),
  color: chartColor.nullable(),
  /** An expired key says so, whatever the last listing reported. */
  status: z.string(),
  /** workspace, organization, or unknown: an older API doesn't distinguish Default from organization-wide. */
  scope: z.string(),
  workspaceId: z.string().nullable(),
  workspaceName: z.string().nullable(),
  isDefaultWorkspace: z.boolean(),
  makerId: z.string().nullable(),
  makerType: z.string().nullable(),
  makerName: z.string().nullable(),
  makerEmail: z.string().nullable(),
  isMakerGone: z.boolean(),
  /** Whether this reader may open the creator's page. */
  hasMakerPage: z.boolean(),
  /** Null for a classic workspace key, which acts as no one. */
  principalKind: z.string().nullable(),
  principalId: z.string().nullable(),
  principalName: z.string().nullable(),
  hasPrincipalPage: z.boolean(),
  /** Who answers for it in place of its creator. `id` is null where the reader can't open the page. */
  owner: z.object({ id: z.string().nullable(), name: z.string(), isGone: z.boolean() }).nullable(),
  isBeingReplaced: z.boolean(),
  createdAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  lastUsedOn: day.nullable(),
  tokens30d: z.number(),
  cents30d: z.string().nullable(),
  otherCents30d: z.record(z.string(), z.string()).nullable(),
  /** Estimated from tokens and list prices if the organization has no cost by key. */
  isEstimate: z.boolean(),
  /** The rules of its open findings that this reader may see. */
  findings: z.array(z.enum(findingRuleNames)),
});
export type KeyRow = z.infer<typeof keyRow>;
export const keyRows = z.array(keyRow);
const keyChoice = keyRow.pick({
  id: true,
  name: true,
  status: true,
  workspaceName: true,
  isDefaultWorkspace: true,
});
export type KeyChoice = z.infer<typeof keyChoice>;
export const keyChoices = z.array(keyChoice);
const placeOfKey = { scope: true, workspaceId: true } as const;
const useOfKey = { lastUsedOn: true, cents30d: true, otherCents30d: true, isEstimate: true } as const;
const keyImpact = keyChoice.extend({
  ...keyRow.pick({ ...placeOfKey, ...useOfKey }).shape,
  use: z.enum(keyUses),
  tokens7d: z.number(),
});
export type KeyImpact = z.infer<typeof keyImpact>;
export const keyImpacts = z.array(keyImpact);

export const keyMakers = z.array(
  z.object({
    id: z.string(),
    type: z.string().nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    isGone: z.boolean(),
    count: z.number(),
  }),
);
export type KeyMaker = z.infer<typeof keyMakers>[number];

const usageDays = z.object({ from: day, to: day }).nullable();
export type UsageDays = z.infer<typeof usageDays>;

export const keysPage = z.object({
  rows: z.array(keyRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  statuses: z.array(z.object({ status: z.string(), count: z.number() })),
  /** By workspace ID, or by scope for keys without a known workspace. */
  places: z.array(
    z.object({ value: z.string(), name: z.string().nullable(), isDefault: z.boolean(), count: z.number() }),
  ),
  usage: usageDays,
  /** All Claude Code keys as one row while names are masked; not for very few keys. */
  merged: z
    .object({
      count: z.number(),
      tokens30d: z.number().nullable(),
      cents30d: z.string().nullable(),
      otherCents30d: z.record(z.string(), z.string()).nullable(),
    })
    .nullable(),
  /** Set while traffic is loading, so that a key without any may have some. */
  loading: loadingHistory.nullable(),
});
export type KeysPage = z.infer<typeof keysPage>;

export const keyHistory = z.array(
  z.object({
    id: z.string(),
    at: z.string(),
    actorEmail: z.string().nullable(),
    actorName: z.string().nullable(),
    /** An audit action, or `added`, `changed`, or `gone` for changes seen outside. */
    what: z.string(),
    outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
    differences: z.array(
      z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
    ),
  }),
);
export type KeyEvent = z.infer<typeof keyHistory>[number];

export const keyRotation = z.object({
  replacement: keyRow.nullable(),
  startedBy: z.string(),
  startedByName: z.string().nullable(),
  startedAt: z.string(),
  /** Who asked that the key stops once it is quiet; null if nobody did. `runId` is set once it does. */
  stop: z
    .object({
      askedBy: z.string(),
      askedByName: z.string().nullable(),
      askedAt: z.string(),
      runId: z.string().nullable(),
      state: z.enum(stopStates),
    })
    .nullable(),
  /** Whole UTC days since the last traffic; null if recent days aren't loaded. */
  silentDays: z.number().nullable(),
  today: day,
  /** Tokens of both keys, oldest day first; `after` is null without a `replacement`. */
  days: z.array(z.object({ day, before: z.number(), after: z.number().nullable() })),
});
export type KeyRotation = z.infer<typeof keyRotation>;

const keyHandover = z.object({
  /** The off-boarding whose receipt has the handover. */
  offboardingId: z.string(),
  personId: z.string().nullable(),
  /** The person who left. */
  person: z.string(),
  /** Null where the reader can't open the owner's page. */
  ownerId: z.string().nullable(),
  ownerEmail: z.string().nullable(),
  ownerName: z.string().nullable(),
  note: z.string(),
  by: z.string(),
  byName: z.string().nullable(),
  at: z.string(),
});
export type KeyHandover = z.infer<typeof keyHandover>;

const place = z.object({ id: z.string(), name: z.string() });
export const keyDetail = z.object({
  key: keyRow,
  /** Null for a key of one workspace, and for one that can't be used again. */
  reach: z.object({ isAll: z.boolean(), workspaces: z.array(place) }).nullable(),
  usage: usageDays,
  loading: loadingHistory.nullable(),
  history: keyHistory,
  rotation: keyRotation.nullable(),
  handovers: z.array(keyHandover),
});
export type KeyDetail = z.infer<typeof keyDetail>;

const tokensOfModel = z.object({ model: z.string().nullable(), tokens: z.number() });

export const keyTraffic = z.object({
  ...shownDays,
  days: z.array(z.object({ day, tokens: z.number(), models: z.array(tokensOfModel) })),
  models: z.array(tokensOfModel.extend({ color: chartColor.nullable() })),
  tokens: z.number(),
  loading: loadingHistory.nullable(),
});
export type KeyTraffic = z.infer<typeof keyTraffic>;

export const keyCost = z.object({
  ...shownDays,
  isEstimate: z.boolean(),
  currency: z.string(),
  /** Every currency's total if there are several; otherwise empty. */
  totals: z.array(z.object({ currency: z.string(), cents: z.string() })),
  totalCents: z.string(),
  /** Only days that are loaded, oldest first. */
  days: z.array(z.object({ day, cents: z.string() })),
  loading: loadingHistory.nullable(),
});
export type KeyCost = z.infer<typeof keyCost>;
