import "server-only";
import { z } from "zod";
import { mostCounted } from "@/lib/core/admin-api/schema";
import { accountColumns, analyticsColumns } from "@/lib/money/reports/usage/dimensions";
import { cents, currency, dimension, text, toCounts, usageCounts, utcDay } from "./response-schema";
import { toRowReader, toShape } from "./row-reader";

const actor = z
  .looseObject({
    type: text,
    user_id: dimension,
    email_address: dimension,
    email: dimension,
    service_account_id: dimension,
    api_key_id: dimension,
    subject: dimension,
  })
  .transform(
    (one): Actor => ({
      actorKind: kinds[one.type] ?? one.type,
      actorId: one.user_id ?? one.service_account_id ?? one.api_key_id ?? one.subject,
      actorEmail: (one.email_address ?? one.email)?.toLowerCase() ?? null,
    }),
  );

type Actor = { actorKind: string | null; actorId: string | null; actorEmail: string | null };
const nobody: Actor = { actorKind: null, actorId: null, actorEmail: null };

const kinds: Record<string, string> = {
  user_actor: "user",
  service_account_actor: "service_account",
  api_actor: "api_key",
  federated_actor: "federated",
};

export const actorCostRow = z
  .object({
    starting_at: utcDay,
    group: z.object({
      actor: actor.nullish(),
      api_key_id: dimension,
      workspace_id: dimension,
      product: dimension,
      model: dimension,
    }),
    cost: z.object({ amount: cents, list_amount: cents, currency }),
  })
  .transform(({ starting_at, group, cost }) => ({
    day: starting_at,
    row: Object.assign({}, group.actor ?? nobody, {
      apiKeyId: group.api_key_id,
      workspaceId: group.workspace_id,
      product: group.product,
      model: group.model,
      currency: cost.currency,
      cents: cost.amount,
      listCents: cost.list_amount,
    }),
  }));
export type ActorCostRow = z.infer<typeof actorCostRow>["row"];

type Counts = ReturnType<typeof toCounts>;

const requests = z
  .number()
  .int()
  .nonnegative()
  .max(mostCounted)
  .nullish()
  .transform((value) => value ?? null);

const toUse = (counts: Counts, asked: number | null) =>
  Object.assign(counts, { requests: asked, countedTokens: toCountedTokens(counts, asked) });

const readAnalytics = toRowReader(analyticsColumns, ["actorKind", "actorId", "actorEmail"]);

export const actorUsageRow = z
  .object({
    starting_at: utcDay,
    group: z.object({ actor: actor.nullish(), ...toShape(analyticsColumns, dimension) }),
    usage: z.object({ ...usageCounts, requests }),
  })
  .transform(({ starting_at, group, usage }) => ({
    day: starting_at,
    row: Object.assign(readAnalytics(group, group.actor ?? nobody), toUse(toCounts(usage), usage.requests)),
  }));
export type ActorUsageRow = z.infer<typeof actorUsageRow>["row"];

/** Of tokens whose requests are known. Exact: five counts may add up to more than a number can hold. */
export function toCountedTokens(counts: Counts, asked: number | null): bigint {
  if (asked === null) return 0n;
  return (
    BigInt(counts.uncachedInputTokens) +
    BigInt(counts.cacheReadInputTokens) +
    BigInt(counts.cacheCreation5mInputTokens) +
    BigInt(counts.cacheCreation1hInputTokens) +
    BigInt(counts.outputTokens)
  );
}

/** A dimension that the report by account doesn't have. */
const unknown = z
  .unknown()
  .optional()
  .transform(() => null);

export const accountUsageRow = z
  .object({
    account_id: dimension,
    service_account_id: dimension,
    ...toShape(analyticsColumns, unknown),
    ...toShape(accountColumns, dimension),
    ...usageCounts,
  })
  .transform(
    (row): ActorUsageRow =>
      Object.assign(
        readAnalytics(row, {
          actorKind: row.account_id ? "user" : row.service_account_id ? "service_account" : null,
          actorId: row.account_id ?? row.service_account_id,
          actorEmail: null,
        }),
        toUse(toCounts(row), null),
      ),
  );
