import { z } from "zod";
import { optionalInstant } from "@/lib/admin-api/schema";
import { maxRows } from "@/lib/bulk/vocabulary";
import { keyUses } from "@/lib/directory/vocabulary";
import { loadingHistory } from "@/lib/history/schema";
import { maxKeyNameLength } from "./vocabulary";

const scope = z.looseObject({ type: z.string(), workspace_id: z.string().nullish() });
const principal = z.looseObject({
  type: z.string().nullish(),
  id: z.string().nullish(),
  user_id: z.string().nullish(),
  service_account_id: z.string().nullish(),
});

/** Some servers report a key's creator in the form of its principal. */
const maker = principal;

/** Accepts the old shape (`workspace_id`, `principal.id`) and the new one (`scope`, `principal.user_id`). */
export const apiKey = z
  .looseObject({
    id: z.string().min(1),
    name: z.string(),
    status: z.string(),
    created_at: optionalInstant,
    created_by: maker.nullish(),
    expires_at: optionalInstant,
    partial_key_hint: z.string().nullish(),
    principal: principal.nullish(),
    scope: scope.nullish(),
    workspace_id: z.string().nullish(),
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    status: raw.status,
    createdAt: raw.created_at || null,
    ...toMaker(raw.created_by),
    expiresAt: raw.expires_at || null,
    partialKeyHint: raw.partial_key_hint ?? null,
    principalKind: raw.principal?.type?.replace(/_actor$/, "") ?? null,
    principalId: raw.principal?.user_id ?? raw.principal?.service_account_id ?? raw.principal?.id ?? null,
    ...toPlace(raw),
    raw,
  }));
export type ApiKey = z.infer<typeof apiKey>;

function toMaker(told: z.infer<typeof maker> | null | undefined) {
  const id = told?.id ?? told?.user_id ?? told?.service_account_id ?? null;
  return {
    createdById: id,
    createdByType: id === null ? null : (told?.type?.replace(/_actor$/, "") ?? null),
  };
}

/** An old null means Default or organization-wide, which can't be told apart. */
function toPlace(raw: {
  scope?: z.infer<typeof scope> | null | undefined;
  workspace_id?: string | null | undefined;
}) {
  if (raw.scope) return { scope: raw.scope.type, workspaceId: raw.scope.workspace_id ?? null };
  if (raw.workspace_id) return { scope: "workspace", workspaceId: raw.workspace_id };
  return { scope: "unknown", workspaceId: null };
}

const day = z.string();

export const keyRow = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().nullable(),
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
  createdAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  lastUsedOn: day.nullable(),
  tokens30d: z.number(),
  cents30d: z.string().nullable(),
  otherCents30d: z.record(z.string(), z.string()).nullable(),
  /** Estimated from tokens and list prices if the organization has no cost by key. */
  isEstimate: z.boolean(),
});
export type KeyRow = z.infer<typeof keyRow>;

const keyChoice = keyRow.pick({ id: true, name: true, status: true });
export type KeyChoice = z.infer<typeof keyChoice>;
export const keyChoices = z.array(keyChoice);

const keyImpact = keyRow
  .pick({
    id: true,
    name: true,
    status: true,
    scope: true,
    workspaceId: true,
    workspaceName: true,
    isDefaultWorkspace: true,
    lastUsedOn: true,
    cents30d: true,
    otherCents30d: true,
    isEstimate: true,
  })
  .extend({ use: z.enum(keyUses), tokens7d: z.number() });
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

const keyEvent = z.object({
  id: z.string(),
  at: z.string(),
  actorEmail: z.string().nullable(),
  /** An audit action, or `added`, `changed`, or `gone` for changes seen outside. */
  what: z.string(),
  outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
  differences: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type KeyEvent = z.infer<typeof keyEvent>;

export const keyHistory = z.array(keyEvent);

export const keyRotation = z.object({
  replacement: keyRow.nullable(),
  startedBy: z.string(),
  startedAt: z.string(),
  /** Whole UTC days since the last traffic; null if recent days aren't loaded. */
  silentDays: z.number().nullable(),
  /** Tokens of both keys, oldest day first; `after` is null without a `replacement`. */
  days: z.array(z.object({ day, before: z.number(), after: z.number().nullable() })),
});
export type KeyRotation = z.infer<typeof keyRotation>;

export const keyDetail = z.object({
  key: keyRow,
  usage: usageDays,
  loading: loadingHistory.nullable(),
  history: keyHistory,
  rotation: keyRotation.nullable(),
});
export type KeyDetail = z.infer<typeof keyDetail>;

const tokensOfModel = z.object({ model: z.string().nullable(), tokens: z.number() });

export const keyTraffic = z.object({
  from: day,
  to: day,
  days: z.array(z.object({ day, tokens: z.number(), models: z.array(tokensOfModel) })),
  models: z.array(tokensOfModel),
  tokens: z.number(),
  loading: loadingHistory.nullable(),
});
export type KeyTraffic = z.infer<typeof keyTraffic>;

const keyId = z.string().min(1);
/** `expected` is the status that the person saw: a newer one isn't overwritten. */
export const switchKeyInput = z.object({ keyId, expected: z.string().min(1).optional() });
/** `confirmedUse`: the person saw that the key is, or may be, in use and stops it anyway. */
export const stopKeyInput = switchKeyInput.extend({ confirmedUse: z.boolean().default(false) });
export const rotateKeyInput = z.object({ keyId, replacementId: keyId });
export type RotateKeyInput = z.infer<typeof rotateKeyInput>;
export const endRotationInput = z.object({ keyId });
export const changeKeysInput = z.object({
  operation: z.enum(["activate", "deactivate", "archive"]),
  keyIds: z.array(keyId).min(1).max(maxRows),
  confirmedKeyIds: z.array(keyId).max(maxRows).default([]),
});
export type ChangeKeysInput = z.infer<typeof changeKeysInput>;
export const renameKeyInput = z.object({
  keyId,
  name: z.string().trim().min(1).max(maxKeyNameLength),
  /** The name that the person saw: a newer one isn't overwritten. */
  expected: z.string(),
});
