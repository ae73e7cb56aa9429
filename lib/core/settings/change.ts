import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Actor } from "@/lib/core/auth/session";
import { requireProof } from "@/lib/core/auth/step-up";
import type { SettingChanges, SettingName, Settings } from "./schema";
import { getSettings } from "./store";

type Changes = { before: Partial<Settings>; after: Record<string, unknown>; kept: Partial<Settings> };

/** Returns the changes as the audit log may keep them, and the values to store. */
export async function toChanges(changes: SettingChanges): Promise<Changes> {
  const known = await getSettings();
  const kept: Partial<Settings> = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
  const names = Object.keys(kept) as SettingName[]; // Sound: the input has no other keys.
  return { before: Object.fromEntries(names.map((name) => [name, known[name]])), after: { ...kept }, kept };
}

/** @throws AppError step_up_required if the session of who asks doesn't meet what they require of everyone */
export async function refuseUnmetProof(
  actor: Actor,
  { step_up_proof: wanted }: SettingChanges,
): Promise<void> {
  if (wanted === undefined || isDeepStrictEqual(wanted, (await getSettings()).step_up_proof)) return;
  requireProof(actor, wanted);
}
