import "server-only";
import { revokeToken } from "@/lib/account/access-tokens/store";
import { openEntry } from "@/lib/core/audit/entry";
import type { AccessToken } from "@/lib/core/auth/access-token";
import { castellan } from "@/lib/core/auth/program";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";

/** Ends a connection on record: its app has asked for it, or what can be used once was used again. */
export async function endConnection(
  { id, name, owner, revokedAt }: AccessToken,
  why: "reused" | "by_app",
): Promise<void> {
  if (revokedAt) return;
  if (why === "reused")
    log.warn({ id, owner }, "the secret of a connected app was used twice; the connection ends");
  const entry = await openEntry({
    actor: castellan,
    action: "access_token.revoke",
    targetId: id,
    request: { why },
  });
  try {
    await entry.settle({ outcome: "succeeded", label: name }, (tx) => revokeToken(tx, id));
  } catch (cause) {
    // Another request has ended it meanwhile, which is as good.
    if (!(cause instanceof AppError) || cause.code !== "not_found") throw cause;
    await entry.settle({ outcome: "failed", label: name, errorCode: cause.code });
  }
}
