import "server-only";
import { z } from "zod";
import { cents, currency, dimension, utcDay } from "./response-schema";

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

/** IDs are equal in each form: a bare UUID, or tagged as analytics may write it. */
function toPlain(id: string): string {
  return id.toLowerCase().replace(/^org_/, "").replaceAll("-", "");
}

/** Brings IDs with and without the prefix into one form, so that they can be compared. */
function toForm(id: string): string {
  return /^[0-9a-f]{32}$/.test(toPlain(id)) ? "uuid" : id.replace(/_.*/, "_");
}

/**
 * Returns our own organization as the API writes it; null if it can't be identified. A single one in another form is
 * ours, because there is nothing to confuse it with.
 */
export function findOwn(reported: readonly string[], known: readonly string[]): string | null {
  const own = reported.find((id) => known.some((one) => toPlain(one) === toPlain(id)));
  if (own) return own;
  const [first] = reported;
  const alike = known.find((one) => reported.every((id) => toForm(id) === toForm(one)));
  return alike ?? (reported.length === 1 ? (first ?? null) : null);
}
