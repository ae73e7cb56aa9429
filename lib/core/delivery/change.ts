import "server-only";
import { isIP } from "node:net";
import type { Locale } from "@/i18n/locale";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { isPublicAddress } from "./public-address";
import type { AddWebhook, ChangeWebhook } from "./schema";
import { openWebhook, sealWebhook, toOrigin, type Webhook } from "./webhook";
import { getWebhook } from "./webhooks-store";

/** What the audit log may keep. */
type Recorded = {
  name: string;
  origin: string | null;
  replaced: string;
  getsAlarms: boolean;
  locale: Locale;
};

type WebhookRow = { id: string; name: string; sealed: string; getsAlarms: boolean; locale: Locale };

/** @throws AppError refused for a forbidden address */
export async function toNewWebhook(given: AddWebhook): Promise<{ row: WebhookRow; after: Recorded }> {
  const { webhookId: id, name, secretUrl, secret, getsAlarms, locale } = given;
  checkWebhookUrl(secretUrl);
  const webhook = { url: secretUrl, secret };
  return {
    row: { id, name, sealed: await sealWebhook(webhook), getsAlarms, locale },
    after: { name, origin: toOrigin(webhook), replaced: "", getsAlarms, locale },
  };
}

/** @throws AppError not_found; refused for a forbidden address, or for one on a new host without a new secret */
export async function toChangedWebhook(given: ChangeWebhook) {
  const known = await getWebhook(given.webhookId);
  const old = await openWebhook(known.sealed);
  const wanted = replaceParts(given, old);
  const replaced = [given.secretUrl && "address", given.secret && "secret"].filter(Boolean).join(", ");
  const { name, getsAlarms, locale } = given;
  const before: Recorded = { ...toKept(known), origin: old && toOrigin(old), replaced: "" };
  const after: Recorded = { name, getsAlarms, locale, origin: toOrigin(wanted), replaced };
  const sealed = await sealWebhook(wanted);
  const row: WebhookRow = { id: known.id, name, getsAlarms, locale, sealed };
  return { row, before, after, isMoved: wanted.url !== old?.url, seen: known.sealed };
}

function toKept({ name, getsAlarms, locale }: Omit<WebhookRow, "sealed">) {
  return { name, getsAlarms, locale };
}

/** A secret that one host knows never signs messages to another. */
function replaceParts({ secretUrl, secret = undefined }: ChangeWebhook, old: Webhook | null): Webhook {
  if (secretUrl !== undefined) checkWebhookUrl(secretUrl);
  const url = secretUrl ?? old?.url;
  const isMoved = old !== null && url !== undefined && toOrigin({ url }) !== toOrigin(old);
  const kept = secret ?? old?.secret ?? null;
  if (url === undefined || (isMoved && old.secret !== null && kept === old.secret))
    throw new AppError("refused", "a webhook needs a secret of its own", { reason: "webhook_needs_secret" });
  return { url, secret: kept };
}

/**
 * Checks only the text; the name is resolved when something is sent.
 * @throws AppError refused
 */
function checkWebhookUrl(text: string): void {
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) throw toRefusal("webhook_with_user");
  if (env.WEBHOOK_ALLOW_PRIVATE) return;
  if (isPrivate(hostname.replace(/^\[|\]$|\.$/g, ""))) throw toRefusal("webhook_private");
  if (protocol !== "https:") throw toRefusal("webhook_plain");
}

function isPrivate(host: string): boolean {
  if (isIP(host)) return !isPublicAddress(host);
  return host === "localhost" || host.endsWith(".localhost");
}

function toRefusal(reason: RefusalReason): AppError {
  return new AppError("refused", `a webhook address was refused: ${reason}`, { reason });
}
