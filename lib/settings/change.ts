import "server-only";
import { AppError } from "@/lib/errors";
import { getSettings } from "./mirror";
import type { SettingChanges, SettingName, Settings } from "./schema";

/**
 * What is asked for, whole, and what it was.
 * @throws AppError invalid for a webhook that neither brings a secret nor has one
 */
export async function toChanges({ webhook, ...changes }: SettingChanges) {
  const known = await getSettings();
  const after: Partial<Settings> = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
  if (webhook !== undefined) after.webhook = toWebhook(webhook, known.webhook);
  const names = Object.keys(after) as SettingName[]; // Sound: the input has no other keys.
  const before: Partial<Settings> = Object.fromEntries(names.map((name) => [name, known[name]]));
  return { before, after };
}

function toWebhook(
  given: NonNullable<SettingChanges["webhook"]> | null,
  known: Settings["webhook"],
): Settings["webhook"] {
  if (given === null) return null;
  const secret = given.secret ?? known?.secret;
  if (secret === undefined)
    throw new AppError("invalid", "a webhook needs a secret", { fields: { webhook: ["needs a secret"] } });
  return { ...given, secret };
}
