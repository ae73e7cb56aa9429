import "server-only";
import type { Actor } from "@/lib/core/auth/session";
import { requireFresh } from "@/lib/core/auth/step-up";
import { listKnown } from "@/lib/core/delivery/addresses-store";
import { isOwn } from "@/lib/core/delivery/recipients";
import type { Recipient } from "@/lib/core/delivery/schema";
import { AppError } from "@/lib/core/errors/errors";
import { findOutside } from "@/lib/core/organization/own-domains";
import type { SavedSchedule } from "./schema";

type Sent = Pick<SavedSchedule, "report" | "query" | "recipients">;

/** Addresses in no domain of the organization, of people who aren't in it. */
export async function listOutside(recipients: readonly Recipient[]): Promise<string[]> {
  const all = recipients.filter(({ channel }) => channel !== "webhook").map(({ id }) => id);
  const addresses = [...new Set(all)];
  const known = await listKnown(addresses);
  return findOutside(addresses.filter((one) => !known.includes(one)));
}

/**
 * Who gets the report was chosen for the report as it was. Sending them another one is decided with a recent sign-in and,
 * if an address is outside of the organization, by an admin.
 * @throws AppError refused; step_up_required
 */
export async function guardOtherReport(
  actor: Actor,
  { before, after }: { before: Pick<Sent, "query"> & { report: string }; after: Sent },
): Promise<void> {
  const isSame = before.report === after.report && before.query === after.query;
  if (isSame || after.recipients.every(({ id }) => isOwn(actor, id))) return;
  if (actor.persona !== "admin" && (await listOutside(after.recipients)).length > 0)
    throw new AppError("refused", "another report for an address outside of the organization", {
      reason: "schedule_to_outside",
    });
  await requireFresh(actor);
}
