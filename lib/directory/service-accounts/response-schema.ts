import "server-only";
import { z } from "zod";
import { objectId, optionalInstant, storedObject } from "@/lib/core/admin-api/schema";

export const serviceAccount = storedObject({
  id: objectId,
  name: z.string(),
  description: z.string().nullish(),
  organization_role: z.string().nullish(),
  created_at: optionalInstant,
  archived_at: optionalInstant,
}).transform((raw) => ({
  id: raw.id,
  name: raw.name,
  description: raw.description ?? null,
  role: raw.organization_role ?? null,
  createdAt: raw.created_at || null,
  archivedAt: raw.archived_at || null,
  raw,
}));
export type ServiceAccount = z.infer<typeof serviceAccount>;

export const serviceAccountPlace = z.looseObject({
  workspace_id: z.string().min(1),
  workspace_role: z.string(),
  implicit: z.boolean().nullish(),
});
