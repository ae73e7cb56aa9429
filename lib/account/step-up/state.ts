import "server-only";
import { getSignInMethods } from "@/lib/core/auth/methods";
import { hasPasskey } from "@/lib/core/auth/passkeys";
import type { Permit } from "@/lib/core/auth/permit";
import { listProviderTimes } from "@/lib/core/auth/provider-session-store";
import { canProveTime, toReauthentication } from "@/lib/core/auth/reauthentication";
import { isFresh } from "@/lib/core/auth/step-up";
import { getSetting } from "@/lib/core/settings/store";
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
