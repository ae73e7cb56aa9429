import "server-only";
import { createSafeActionClient, flattenValidationErrors } from "next-safe-action";
import { z } from "zod";
import type { AuditEntry } from "@/lib/core/audit/entry";
import { auditActions } from "@/lib/core/audit/vocabulary";
import { type Permission, permissions } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { confirmStanding, needsStanding } from "@/lib/core/auth/standing";
import type { Failure } from "@/lib/core/errors/errors";
import { withCount } from "./counted-changes";
import { requireFreshFor } from "./dangerous-operations";
import { toFailure } from "./failure";
import {
  withActor,
  withAudit,
  withLimit,
  withOperation,
  withoutMisuse,
  withSameOrigin,
  withSmallInput,
} from "./middlewares";
import { Submit } from "./operation";
import type { ActionResult } from "./unwrap";

const actionMetadata = z.object({
  name: z.enum(auditActions),
  permission: z.enum(permissions),
  target: z.string().nullable(),
});
const submit = z.instanceof(Submit);
type ActionMetadata = z.infer<typeof actionMetadata>;

const client = createSafeActionClient({
  defineMetadataSchema: () => actionMetadata,
  handleServerError: (error, { metadata }) => toFailure(error, metadata?.name ?? "action"),
})
  .use(withSameOrigin)
  .use(withActor)
  .use(withLimit)
  .use(withSmallInput)
  .use(withOperation)
  .use(withAudit);

type Declaration<P extends Permission, T extends string | null> = ActionMetadata & {
  permission: P;
  target: T;
};

type Given<P extends Permission, S extends z.ZodType> = {
  ctx: { by: Permit<P>; entry: AuditEntry };
  parsedInput: z.output<S>;
};

/**
 * The only way to declare a write: its audit name, its permission, and the input key that names the target (null only
 * for the whole organization). Types force every step, in this order.
 */
export const action = {
  metadata<P extends Permission, T extends string | null>(declaration: Declaration<P, T>) {
    const permitted = client
      .metadata(declaration)
      .use(async ({ ctx, next }) => next({ ctx: { by: await permitNow(ctx.actor, declaration) } }))
      .use(withoutMisuse)
      .use(withCount)
      .bindArgsSchemas([submit]);
    return {
      inputSchema<S extends z.ZodType<T extends string ? Record<T, unknown> : unknown>>(schema: S) {
        const parsed = permitted.inputSchema(schema, {
          handleValidationErrorsShape: async (issues): Promise<Failure> => ({
            code: "invalid",
            fields: toFields(flattenValidationErrors(issues).fieldErrors),
          }),
        });
        return {
          action<Data>(run: (given: Given<P, S>) => Promise<Data>) {
            // Sound: the schema of `parsed` is `schema`, which the library's own types lose on the way.
            const perform = parsed.action(({ ctx, parsedInput }) =>
              run({ ctx, parsedInput: parsedInput as z.output<S> }),
            );
            return async (input: z.input<S>, operationId?: string): Promise<ActionResult<Data>> => {
              const submit = new Submit<Data>(operationId);
              const answer = await perform(submit, input as never);
              return submit.earlier ?? answer;
            };
          },
        };
      },
    };
  },
};

/** Checks the mirror first, which is free, and then the Admin API before anything is sent. */
async function permitNow<P extends Permission>(
  actor: Actor,
  { name, permission }: ActionMetadata & { permission: P },
): Promise<Permit<P>> {
  const by = permitActor(actor, permission);
  await requireFreshFor(actor, name);
  return needsStanding(permission) ? permitActor(await confirmStanding(by.actor), permission) : by;
}

function toFields(errors: Record<string, string[] | undefined>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(errors).flatMap(([key, texts]) => (texts ? [[key, texts]] : [])));
}
