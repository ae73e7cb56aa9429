import "server-only";
import type { Actor } from "@/lib/core/auth/session";
import { requireFresh } from "@/lib/core/auth/step-up";
import { AppError } from "@/lib/core/errors/errors";
import { findOutside } from "@/lib/core/organization/own-domains";
import { listKnown } from "./addresses-store";
import type { Recipient, RecipientsInput } from "./schema";
import { selectWebhooks } from "./webhooks-store";

/**
 * Says which addresses are people that Castellan knows. Adding someone else, or a webhook, takes a recent sign-in, because
 * they get mail long after a session has ended; whoever is there already stays. Only an admin may add an address that is
 * neither of a known person nor in a domain of the organization. A person who is there stays a person, so that they get
 * nothing more once Castellan doesn't know them.
 * @throws AppError refused; step_up_required; not_found for a webhook that is gone
 */
export async function toRecipients(
  { addresses, webhooks }: RecipientsInput,
  { actor, present }: { actor: Actor; present: readonly Recipient[] },
): Promise<Recipient[]> {
  const known = await listKnown(addresses);
  const outside = await findOutside(addresses.filter((one) => !known.includes(one)));
  const isNew = (id: string) => !present.some((one) => one.id === id);
  if (outside.some(isNew) && actor.persona !== "admin")
    throw new AppError("refused", "an address outside of the organization", { reason: "address_outside" });
  if ([...addresses, ...webhooks].some((id) => isNew(id) && !isOwn(actor, id))) await requireFresh(actor);
  const wasPerson = (address: string) =>
    present.some(({ channel, id }) => channel === "person" && id === address);
  const toChannel = (address: string) =>
    known.includes(address) || wasPerson(address) ? "person" : "address";
  const ids = (await selectWebhooks()).map(({ id }) => id);
  if (webhooks.some((id) => !ids.includes(id))) throw new AppError("not_found", "there is no such webhook");
  return [
    ...addresses.map((id): Recipient => ({ channel: toChannel(id), id })),
    ...webhooks.map((id): Recipient => ({ channel: "webhook", id })),
  ];
}

/** Whether what is sent to this address reaches nobody but the person who asks for it. */
export function isOwn({ email }: Pick<Actor, "email">, address: string): boolean {
  return address === email.toLowerCase();
}
