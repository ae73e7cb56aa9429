import "server-only";
import { z } from "zod";
import { cents, dimension, text, utcDay } from "./answers";

/** Older answers call the address `email`. What a kind of actor unknown here is called stays. */
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

const actorCostRow = z
  .object({
    starting_at: utcDay,
    group: z.object({ actor: actor.nullish(), api_key_id: dimension, workspace_id: dimension }),
    cost: z.object({ amount: cents, list_amount: cents }),
  })
  .transform(({ starting_at, group, cost }) => ({
    day: starting_at,
    row: {
      ...(group.actor ?? nobody),
      apiKeyId: group.api_key_id,
      workspaceId: group.workspace_id,
      cents: cost.amount,
      listCents: cost.list_amount,
    },
  }));
export type ActorCostRow = z.infer<typeof actorCostRow>["row"];

/** A page of family D. Rows come by time, so that a day is whole when the next begins. */
export const actorCostPage = z.object({
  data: z.array(actorCostRow),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});
