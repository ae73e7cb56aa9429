import "server-only";
import { isIP } from "node:net";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import { isPublicAddress } from "./public-address";

/**
 * Checks only the text; the name is resolved when something is sent.
 * @throws AppError refused
 */
export function checkWebhookUrl(text: string): void {
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
