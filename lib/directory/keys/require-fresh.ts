import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { requireFresh } from "@/lib/core/auth/step-up";
import { listKeysToStop } from "./impact-read-model";
import { toUseRefusal } from "./vocabulary";

/** @throws AppError step_up_required for a key that is, or may be, in use, whatever the browser says about it */
export async function requireFreshToStop(
  by: Permit<"keys:write" | "keys:manage">,
  keyIds: readonly string[],
): Promise<void> {
  const keys = [...(await listKeysToStop(by, keyIds)).values()];
  if (keys.some((key) => toUseRefusal(key, "deactivate"))) await requireFresh(by.actor);
}
