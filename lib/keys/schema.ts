import { z } from "zod";

const instant = z.iso.datetime({ offset: true });

const scope = z.looseObject({ type: z.string(), workspace_id: z.string().nullish() });
const principal = z.looseObject({
  type: z.string(),
  id: z.string().nullish(),
  user_id: z.string().nullish(),
  service_account_id: z.string().nullish(),
});

/** A key as the API tells it, old shape (`workspace_id`, `principal.id`) or new (`scope`, `principal.user_id`). */
export const apiKey = z
  .looseObject({
    id: z.string(),
    name: z.string(),
    status: z.string(),
    created_at: instant,
    created_by: z.looseObject({ id: z.string(), type: z.string() }).nullish(),
    expires_at: instant.nullish(),
    partial_key_hint: z.string().nullish(),
    principal: principal.nullish(),
    scope: scope.nullish(),
    workspace_id: z.string().nullish(),
  })
  .transform((raw) => ({
    id: raw.id,
    name: raw.name,
    status: raw.status,
    createdAt: raw.created_at,
    createdById: raw.created_by?.id ?? null,
    createdByType: raw.created_by?.type ?? null,
    expiresAt: raw.expires_at ?? null,
    partialKeyHint: raw.partial_key_hint ?? null,
    principalKind: raw.principal?.type.replace(/_actor$/, "") ?? null,
    principalId: raw.principal?.user_id ?? raw.principal?.service_account_id ?? raw.principal?.id ?? null,
    ...toPlace(raw),
    raw,
  }));
export type ApiKey = z.infer<typeof apiKey>;

/** An old null means Default or organisation-wide, which nobody can tell apart. */
function toPlace(raw: {
  scope?: z.infer<typeof scope> | null | undefined;
  workspace_id?: string | null | undefined;
}) {
  if (raw.scope) return { scope: raw.scope.type, workspaceId: raw.scope.workspace_id ?? null };
  if (raw.workspace_id) return { scope: "workspace", workspaceId: raw.workspace_id };
  return { scope: "unknown", workspaceId: null };
}
