import "server-only";
import { randomUUID } from "node:crypto";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Actor } from "@/lib/core/auth/actor";
import type { Transaction } from "@/lib/core/db/database";
import type { MadeToken, NewToken } from "./schema";
import { checkToken, insertToken, type Making } from "./store";

/** `createdBy` is the owner unless the operator makes it. */
type Given = NewToken & Pick<Making, "persona"> & Partial<Pick<Making, "createdBy">>;

/** @throws AppError refused */
export async function makeToken(making: Making, entry: AuditEntry): Promise<MadeToken> {
  const after = { id: making.id, ...toRecordedToken(making) };
  return take((insert) => entry.settle({ outcome: "succeeded", label: making.name, after }, insert), making);
}

/** @throws AppError refused, invalid */
export function toMaking(owner: Actor, given: Given): Making {
  const making = { createdBy: owner.email, ...given, id: randomUUID(), owner };
  checkToken(making);
  return making;
}

/** Returns the token that was inserted within `run`. */
export async function take(
  run: (insert: (tx: Transaction) => Promise<void>) => Promise<unknown>,
  making: Making,
): Promise<MadeToken> {
  let made: MadeToken | undefined;
  await run(async (tx) => {
    made = await insertToken(tx, making);
  });
  if (!made) throw new Error("no token was inserted");
  return made;
}

export function toRecordedToken({ persona, owner, scopes, networks, days }: Making) {
  return { persona, owner: owner.email, scopes, networks, days };
}
