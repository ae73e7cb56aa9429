import "server-only";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import type { LetIn } from "./schema";
import { getWaiting } from "./store";

/** @throws AppError not_found; refused for someone else, while the environment makes whoever has the address an admin */
export async function toLetIn({ id, owner }: LetIn) {
  const waiting = await getWaiting(id);
  const { email, method, issuer, subject, known } = waiting;
  if (owner === "other" && env.BOOTSTRAP_ADMINS.includes(email))
    throw new AppError("refused", "the environment makes this address an admin", { reason: "named_admin" });
  const before = { method: known.method, issuer: known.issuer, subject: known.subject };
  return { waiting, before, after: { method, issuer, subject, isSamePerson: owner === "same" } };
}
