import "server-only";
import { z } from "zod";
import { objectId, optionalInstant, storedObject } from "@/lib/core/admin-api/schema";

/** Represents Default if the API never lists it. */
export const syntheticDefaultId = "default";

/** All but the first six fields are newer than the API. */
export const workspace = storedObject({
  id: objectId,
  name: z.string(),
  display_color: z.string().nullish(),
  created_at: optionalInstant,
  archived_at: optionalInstant,
  data_residency: z.record(z.string(), z.unknown()).nullish(),
  tags: z.record(z.string(), z.string().nullable()).nullish(),
  external_key_id: z.string().nullish(),
  compartment_id: z.string().nullish(),
  user_profile_id: z.string().nullish(),
  inference_data_retention: z.unknown().optional(),
}).transform((raw) => ({
  id: raw.id,
  name: raw.name,
  displayColor: raw.display_color ?? null,
  createdAt: raw.created_at || null,
  archivedAt: raw.archived_at || null,
  dataResidency: raw.data_residency ?? null,
  tags: toTags(raw.tags ?? {}),
  externalKeyId: raw.external_key_id ?? null,
  compartmentId: raw.compartment_id ?? null,
  userProfileId: raw.user_profile_id ?? null,
  inferenceDataRetention: toRetention(raw.inference_data_retention),
  raw,
}));

/** Only `{ type }` has been seen so far. More is kept as received, so that every change is noticed. */
function toRetention(received: unknown): string | null {
  if (received === null || received === undefined) return null;
  const { data } = z.strictObject({ type: z.string() }).safeParse(received);
  return data?.type ?? JSON.stringify(received);
}

/** A tag without a value doesn't count. */
function toTags(received: Record<string, string | null>): Record<string, string> {
  const tags = Object.entries(received).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return Object.fromEntries(tags);
}

/** `isDefault` isn't in the API; the gateway derives it. */
export type Workspace = z.infer<typeof workspace> & { isDefault: boolean };

export const workspaceMember = storedObject({
  workspace_id: objectId,
  user_id: objectId,
  workspace_role: z.string(),
}).transform((raw) => ({
  workspaceId: raw.workspace_id,
  userId: raw.user_id,
  role: raw.workspace_role,
  raw,
}));
export type WorkspaceMember = z.infer<typeof workspaceMember>;
