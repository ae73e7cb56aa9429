import "server-only";
import { hasPasskey } from "@/lib/auth/passkeys";
import type { Permit } from "@/lib/auth/permit";
import { toReauthentication } from "@/lib/auth/reauthentication";
import { isFresh } from "@/lib/auth/step-up";
import { getSetting } from "@/lib/settings/store";
import type { StepUp } from "./schema";

export async function getStepUp({ actor }: Permit<"me:read">): Promise<StepUp> {
  const method = actor.session?.method ?? "";
  const [fresh, minutes, hasOwn] = await Promise.all([
    isFresh(actor),
    getSetting("step_up_minutes"),
    hasPasskey(actor),
  ]);
  return {
    isFresh: fresh,
    hasPasskey: hasOwn,
    minutes,
    ...toReauthentication(method, actor.email),
    isLink: method === "link",
  };
}
