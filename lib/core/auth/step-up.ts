import "server-only";
import { AppError } from "@/lib/core/errors/errors";
import { getSetting } from "@/lib/core/settings/store";
import type { Actor, ActorSession } from "./actor";
import { listPasskeysOf } from "./passkey-store";
import { tokenMethod } from "./program";

/** However long a sign-in counts as recent. */
const firstPasskeyMs = 15 * 60_000;

type Required = Awaited<ReturnType<typeof getSetting<"step_up_proof">>>;

/** In the `acr` and `amr` of ID tokens: OpenID Connect EAP ACR Values, RFC 8176, and what Entra ID sends. */
const resistantContexts = ["phr", "phrh"];
const resistantMethods = ["hwk", "pop", "fido"];

/** A session without a time proves nothing, and neither does a time in the future. */
export async function isFresh({ session }: Pick<Actor, "session">, now = new Date()): Promise<boolean> {
  if (!session) return false;
  // Making a token asks for a recent sign-in, which is that of all that the token does.
  const isRecent =
    session.method === tokenMethod ||
    (isProven(session) && (await isWithinWindow(session.authenticatedAt, now)));
  if (!isRecent) return false;
  return isStrongEnough(session, await getSetting("step_up_proof"));
}

/** Sessions of earlier versions have the time of their start where the provider proved none. */
function isProven({ method, providerTime, isByPasskey }: ActorSession): boolean {
  return isByPasskey === true || providerTime === "sent" || method === "sandbox" || method === "link";
}

/** A passkey always is, because it is only accepted with the person verified, and only for this host. */
function isStrongEnough({ isByPasskey, acr, amr = [] }: ActorSession, required: Required): boolean {
  if (required.kind === "any" || isByPasskey) return true;
  if (required.kind === "acr") return acr === required.acr;
  return resistantContexts.includes(acr ?? "") || amr.some((method) => resistantMethods.includes(method));
}

/** @throws AppError step_up_required where the last proof is too old or too weak, or there is none */
export async function requireFresh(actor: Pick<Actor, "session">, now = new Date()): Promise<void> {
  if (!(await isFresh(actor, now)))
    throw new AppError("step_up_required", "the sign-in is older or weaker than the rules allow for this");
}

/**
 * Somebody without any passkey, right after signing in, where the provider can't prove more than that: otherwise they
 * could never confirm anything. Not if the provider proves the time, or could have: a weak sign-in would make itself strong.
 */
export async function mayAddFirstPasskey(
  { email, session }: Pick<Actor, "email" | "session">,
  now = new Date(),
): Promise<boolean> {
  if (!session || session.providerTime === "sent") return false;
  const startedAt = session.providerTime === "never" ? (session.startedAt ?? null) : null;
  if (!(await isWithinWindow(session.authenticatedAt ?? startedAt, now, firstPasskeyMs))) return false;
  return (await listPasskeysOf(email)).length === 0;
}

/**
 * For a rule that isn't saved yet: one that nobody meets would lock everyone out, also of changing it back.
 * @throws AppError step_up_required where the last proof is too weak for it
 */
export function requireProof({ session }: Pick<Actor, "session">, required: Required): void {
  if (!session || !isStrongEnough(session, required))
    throw new AppError("step_up_required", "this session doesn't meet the rule itself", {
      reason: "proof_not_met",
    });
}

async function isWithinWindow(
  at: Date | null,
  now: Date,
  mostMs = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  if (at === null) return false;
  const ageMs = now.getTime() - at.getTime();
  return ageMs >= 0 && ageMs <= Math.min(mostMs, (await getSetting("step_up_minutes")) * 60_000);
}
