import "server-only";
import { getSignInMethods } from "@/lib/auth/methods";
import { hasPasskey } from "@/lib/auth/passkeys";
import type { Permit } from "@/lib/auth/permit";
import { listProviderTimes } from "@/lib/auth/provider-session-store";
import { canProveTime, toReauthentication } from "@/lib/auth/reauthentication";
import { isFresh } from "@/lib/auth/step-up";
import { getSetting } from "@/lib/settings/store";
import type { ConfirmingProvider, StepUp } from "./schema";

export async function getStepUp({ actor }: Permit<"me:read">): Promise<StepUp> {
  const method = actor.session?.method ?? "";
  const [fresh, minutes, proof, hasOwn, reauthentication] = await Promise.all([
    isFresh(actor),
    getSetting("step_up_minutes"),
    getSetting("step_up_proof"),
    hasPasskey(actor),
    toReauthentication(method, actor.email, actor.session?.providerTime),
  ]);
  return {
    isFresh: fresh,
    hasPasskey: hasOwn,
    minutes,
    proof: proof.kind,
    ...reauthentication,
    isLink: method === "link",
  };
}

/** By the last sign-in with each. */
export async function listConfirmingProviders(_by: Permit<"settings:read">): Promise<ConfirmingProvider[]> {
  const times = await listProviderTimes();
  return getSignInMethods().providers.map(({ id, name }) => ({
    name,
    canConfirm: canProveTime(id, times.get(id) ?? null),
  }));
}
