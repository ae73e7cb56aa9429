import "server-only";
import { z } from "zod";
import { indexedText, objectId, optionalInstant, storedObject } from "@/lib/core/admin-api/schema";

const scope = z.looseObject({ type: z.string(), workspace_id: indexedText.nullish() });
const principal = z.looseObject({
  type: z.string().nullish(),
  id: indexedText.nullish(),
  user_id: indexedText.nullish(),
  service_account_id: indexedText.nullish(),
});

/** Some servers report a key's creator in the form of its principal. */
const maker = principal;

/** Accepts the old shape (`workspace_id`, `principal.id`) and the new one (`scope`, `principal.user_id`). */
export const apiKey = storedObject({
  id: objectId,
  name: z.string(),
  status: z.string(),
  created_at: optionalInstant,
  created_by: maker.nullish(),
  expires_at: optionalInstant,
  partial_key_hint: z.string().nullish(),
  principal: principal.nullish(),
  scope: scope.nullish(),
  workspace_id: indexedText.nullish(),
}).transform((raw) => ({
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

function toMaker(reported: z.infer<typeof maker> | null | undefined) {
  const id = reported?.id ?? reported?.user_id ?? reported?.service_account_id ?? null;
  return {
    createdById: id,
    createdByType: id === null ? null : (reported?.type?.replace(/_actor$/, "") ?? null),
  };
}

/** An old null means Default or organization-wide, which can't be distinguished. */
function toPlace(raw: {
  scope?: z.infer<typeof scope> | null | undefined;
  workspace_id?: string | null | undefined;
}) {
  if (raw.scope) return { scope: raw.scope.type, workspaceId: raw.scope.workspace_id ?? null };
  if (raw.workspace_id) return { scope: "workspace", workspaceId: raw.workspace_id };
  return { scope: "unknown", workspaceId: null };
}
