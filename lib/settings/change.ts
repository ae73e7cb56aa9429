import "server-only";
import { AppError } from "@/lib/errors";
import { checkWebhookUrl } from "./check-webhook-url";
import type { SettingChanges, SettingName, Settings } from "./schema";
import { getSettings } from "./store";
import { openWebhook, sealWebhook, toOrigin, type Webhook } from "./webhook";

type Changes = { before: Record<string, unknown>; after: Record<string, unknown>; kept: Partial<Settings> };

/**
 * Returns the changes as the audit log may keep them, and the values to store.
 * @throws AppError refused for a forbidden webhook address, or one that needs its own secret
 */
export async function toChanges({ webhook, ...changes }: SettingChanges): Promise<Changes> {
  const known = await getSettings();
  const kept: Partial<Settings> = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
  const names = Object.keys(kept) as SettingName[]; // Sound: the input has no other keys.
  const before: Changes["before"] = Object.fromEntries(names.map((name) => [name, known[name]]));
  const plain = { before, after: { ...kept }, kept };
  return webhook === undefined ? plain : withWebhook(plain, webhook, known.webhook);
}

async function withWebhook(
  { before, after, kept }: Changes,
  given: NonNullable<SettingChanges["webhook"]> | null,
  stored: Settings["webhook"],
): Promise<Changes> {
  const known = await openWebhook(stored);
  const old = known.state === "set" ? known.webhook : undefined;
  const wanted = given && toWebhook(given, old);
  const replaced = [given?.secretUrl && "address", given?.secret && "secret"].filter(Boolean).join(", ");
  return {
    before: { ...before, webhook: old ? { origin: toOrigin(old), replaced: null } : null },
    after: { ...after, webhook: wanted && { origin: toOrigin(wanted), replaced } },
    kept: { ...kept, webhook: wanted && (await sealWebhook(wanted)) },
  };
}

/** A secret that one host knows never signs messages to another. */
function toWebhook(given: NonNullable<SettingChanges["webhook"]>, old: Webhook | undefined): Webhook {
  const { secretUrl, secret = old?.secret } = given;
  if (secretUrl !== undefined) checkWebhookUrl(secretUrl);
  const url = secretUrl ?? old?.url;
  const isMoved = old !== undefined && url !== undefined && toOrigin({ url }) !== toOrigin(old);
  if (url === undefined || secret === undefined || (isMoved && secret === old.secret))
    throw new AppError("refused", "a webhook needs a secret of its own", { reason: "webhook_needs_secret" });
  return { url, secret };
}
