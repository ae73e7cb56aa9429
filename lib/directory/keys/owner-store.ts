import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { keyOwners } from "@/lib/core/db/own-tables";
import { AppError } from "@/lib/core/errors/errors";
import { visibleTo } from "@/lib/core/organization/visibility";
import { getKeyState } from "./mirror";
import { readOwnerEmail } from "./owner-sql";
import { toKeyRefusal } from "./vocabulary";

type By = Permit<"keys:write">;
type Owned = { owner: string | null };

/** Nothing is sent anywhere; only our own database changes. */
export function toOwnerWrite(by: By, keyId: string, ownerId: string | null): Write<Owned> {
  const read = async () => ({ owner: await readOwnerEmail(keyId) });
  let email: string | null = null;
  return {
    before: async () => {
      const { name, status } = await getKeyState(by, keyId);
      const reason = toKeyRefusal(status, "assign");
      if (reason) throw new AppError("refused", `an owner of a key that is ${status}`, { reason });
      email = ownerId === null ? null : await getEmail(by, ownerId);
      return { label: name, state: await read() };
    },
    send: async () => {
      const row = { ownerId, ownerEmail: email, assignedBy: by.actor.email, assignedAt: new Date() };
      const db = await database();
      await db
        .insert(keyOwners)
        .values({ keyId, ...row })
        .onConflictDoUpdate({ target: keyOwners.keyId, set: row });
      return read();
    },
    apply: async () => {},
    reread: read,
    isDone: (found) => found?.owner === email,
  };
}

/** @throws AppError refused for who isn't a member, or whom a lead can't see */
async function getEmail(by: By, memberId: string): Promise<string> {
  const db = await database();
  const isMember = and(eq(members.id, memberId), isNull(members.goneAt), visibleTo(by.actor).members);
  const [found] = await db.select({ email: members.email }).from(members).where(isMember);
  if (!found) throw new AppError("refused", "no fit owner", { reason: "unfit_owner" });
  return found.email;
}
