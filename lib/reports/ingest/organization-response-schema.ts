import "server-only";
import { z } from "zod";
import { cents, currency, dimension, utcDay } from "./response-schema";

/** What one organization cost on a day. Without an id it is the only one: the API tells none apart. */
export const organizationCostRow = z
  .object({
    starting_at: utcDay,
    group: z.object({ organization_id: dimension }),
    cost: z.object({ amount: cents, list_amount: cents, currency }),
  })
  .transform(({ starting_at, group, cost }) => ({
    day: starting_at,
    row: {
      organizationId: group.organization_id,
      currency: cost.currency,
      cents: cost.amount,
      listCents: cost.list_amount,
    },
  }));
export type OrganizationCostRow = z.infer<typeof organizationCostRow>["row"];

/**
 * An id is the same in each of its forms: a bare UUID, as the organization has, or tagged, as the analytics may write it.
 */
function toPlain(id: string): string {
  return id.toLowerCase().replace(/^org_/, "").replaceAll("-", "");
}

/** Ids of one form can be compared: what differs is another organization. */
function toForm(id: string): string {
  return /^[0-9a-f]{32}$/.test(toPlain(id)) ? "uuid" : id.replace(/_.*/, "_");
}

/**
 * Which of the organizations that occur is the one whose ids are `known`, as the API would write it; null where that
 * cannot be told. A single one in a form of its own is it: then there is nothing to tell apart.
 */
export function findOwn(occurring: readonly string[], known: readonly string[]): string | null {
  const own = occurring.find((id) => known.some((one) => toPlain(one) === toPlain(id)));
  if (own) return own;
  const [first] = occurring;
  const alike = known.find((one) => occurring.every((id) => toForm(id) === toForm(one)));
  return alike ?? (occurring.length === 1 ? (first ?? null) : null);
}
