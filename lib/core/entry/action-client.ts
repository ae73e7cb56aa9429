import "server-only";
import type { z } from "zod";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import type { Permission } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { confirmStanding, needsStanding, toMaxAgeMs } from "@/lib/core/auth/standing";
import {
  refuseForeign,
  refuseLarge,
  requireActor,
  toAnswer,
  withAudit,
  withLimit,
  withOperation,
} from "./action-steps";
import { withCount } from "./counted-changes";
import { requireFreshFor } from "./dangerous-operations";
import { hasReference } from "./input-size";
import type { ActionResult } from "./unwrap";

type Declaration<P extends Permission, T extends string | null> = {
  name: AuditAction;
  permission: P;
  target: T;
};

type Given<P extends Permission, S extends z.ZodType> = {
  ctx: { by: Permit<P>; entry: AuditEntry };
  parsedInput: z.output<S>;
};

type Run<P extends Permission, S extends z.ZodType, Data> = (given: Given<P, S>) => Promise<Data>;

/**
 * The only way to declare a write: its audit name, its permission, and the input key that names the target (null only
 * for the whole organization). Types force every step, in this order.
 */
export const action = {
  metadata<P extends Permission, T extends string | null>(declaration: Declaration<P, T>) {
    return {
      inputSchema<S extends z.ZodType<T extends string ? Record<T, unknown> : unknown>>(schema: S) {
        return {
          action<Data>(run: Run<P, S, Data>) {
            return (input: z.input<S>, operationId?: string): Promise<ActionResult<Data>> =>
              perform({ declaration, schema, run }, input, operationId);
          },
        };
      },
    };
  },
};

type Declared<P extends Permission, S extends z.ZodType, Data> = {
  declaration: Declaration<P, string | null>;
  schema: S;
  run: Run<P, S, Data>;
};

/** The log names who acted, so strangers stop before it. It records the intent before the permission is checked. */
function perform<P extends Permission, S extends z.ZodType, Data>(
  { declaration, schema, run }: Declared<P, S, Data>,
  input: unknown,
  operationId: unknown,
): Promise<ActionResult<Data>> {
  const { name } = declaration;
  return toAnswer(name, async () => {
    await refuseForeign();
    const actor = await requireActor();
    return withLimit({ actor, name }, async () => {
      await refuseLarge({ actor, name }, input);
      return withOperation({ actor, name, input, operationId }, (misuse) =>
        withAudit({ actor, ...declaration, input }, async (entry) => {
          const by = await permitNow(actor, declaration);
          if (misuse) throw misuse;
          return withCount({ actor, name, input, entry }, async () => {
            if (hasReference(input)) return { validationErrors: { code: "invalid", fields: {} } };
            const parsed = await schema.safeParseAsync(input);
            if (!parsed.success)
              return { validationErrors: { code: "invalid", fields: toFields(parsed.error) } };
            return { data: await run({ ctx: { by, entry }, parsedInput: parsed.data }) };
          });
        }),
      );
    });
  });
}

/** Checks the mirror first, which is free, and then the Admin API before anything is sent. */
async function permitNow<P extends Permission>(
  actor: Actor,
  { name, permission }: { name: AuditAction; permission: P },
): Promise<Permit<P>> {
  const by = permitActor(actor, permission);
  await requireFreshFor(actor, name);
  if (!needsStanding(permission)) return by;
  return permitActor(await confirmStanding(by.actor, toMaxAgeMs(permission)), permission);
}

/** What is wrong inside of a field has no place in a form. */
function toFields({ issues }: z.ZodError): Record<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const { path, message } of issues)
    if (path.length === 1) fields.set(String(path[0]), [...(fields.get(String(path[0])) ?? []), message]);
  return Object.fromEntries(fields);
}
