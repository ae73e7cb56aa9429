import "server-only";
import { z } from "zod";

const instant = z.iso.datetime({ offset: true });

/** The row that stands for the Default workspace where the API never lists it. */
export const syntheticDefaultId = "default";

/** A workspace as the API tells it; all but the first six fields are younger than the API. */
export const workspace = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    display_color: z.string().nullish(),
    created_at: instant.nullish(),
    archived_at: instant.nullish(),
    data_residency: z.record(z.string(), z.unknown()).nullish(),
    tags: z.record(z.string(), z.string()).nullish(),
    external_key_id: z.string().nullish(),
    compartment_id: z.string().nullish(),
    user_profile_id: z.string().nullish(),
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    displayColor: raw.display_color ?? null,
    createdAt: raw.created_at ?? null,
    archivedAt: raw.archived_at ?? null,
    dataResidency: raw.data_residency ?? null,
    tags: raw.tags ?? {},
    externalKeyId: raw.external_key_id ?? null,
    compartmentId: raw.compartment_id ?? null,
    userProfileId: raw.user_profile_id ?? null,
    raw,
  }));
/** `isDefault` is not in the API; the gateway finds it out. */
export type Workspace = z.infer<typeof workspace> & { isDefault: boolean };

export const workspaceMember = z
  .looseObject({ workspace_id: z.string(), user_id: z.string(), workspace_role: z.string() })
  .transform((raw) => ({
    workspaceId: raw.workspace_id,
    userId: raw.user_id,
    role: raw.workspace_role,
    raw,
  }));
export type WorkspaceMember = z.infer<typeof workspaceMember>;
