import "server-only";
import { createSafeActionClient, flattenValidationErrors } from "next-safe-action";
import { z } from "zod";
import { auditActions } from "@/lib/audit/vocabulary";
import { type Permission, permissions } from "@/lib/auth/permissions";
import { permitActor } from "@/lib/auth/permit";
import type { Failure } from "@/lib/errors";
import { toFailure } from "./failure";
import { withActor, withAudit, withSameOrigin } from "./middlewares";

const actionMetadata = z.object({
  name: z.enum(auditActions),
  permission: z.enum(permissions),
  target: z.string().nullable(),
});
type ActionMetadata = z.infer<typeof actionMetadata>;

const client = createSafeActionClient({
  defineMetadataSchema: () => actionMetadata,
  handleServerError: (error, { metadata }) => toFailure(error, metadata?.name ?? "action"),
})
  .use(withSameOrigin)
  .use(withActor)
  .use(withAudit);

type Declaration<P extends Permission, T extends string | null> = ActionMetadata & {
  permission: P;
  target: T;
};

/**
 * The one way to declare a write: its name in the audit log, the permission it needs, and the key of its input that
 * names the target (null only for acts on the whole organisation). Nothing can be left out, in this order.
 */
export const action = {
  metadata<P extends Permission, T extends string | null>(declaration: Declaration<P, T>) {
    const permitted = client
      .metadata(declaration)
      .use(async ({ ctx, next }) => next({ ctx: { by: permitActor(ctx.actor, declaration.permission) } }));
    return {
      inputSchema<S extends z.ZodType<T extends string ? Record<T, unknown> : unknown>>(schema: S) {
        return permitted.inputSchema(schema, {
          handleValidationErrorsShape: async (issues): Promise<Failure> => ({
            code: "invalid",
            fields: toFields(flattenValidationErrors(issues).fieldErrors),
          }),
        });
      },
    };
  },
};

function toFields(errors: Record<string, string[] | undefined>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(errors).flatMap(([key, texts]) => (texts ? [[key, texts]] : [])));
}
