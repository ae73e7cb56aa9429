import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { database } from "@/lib/core/db/client";
import { toLetIn } from "./let-in";
import { type LetIn, type LetInAccount, letInAccount, letInInput } from "./schema";
import { findAccount, getWaiting, replaceAccount } from "./store";

export const identityOperations: BulkOperation[] = [
  defineOperation({
    name: "identity.let_in",
    permission: "grants:write",
    input: letInInput,
    params: letInAccount,
    toWrite: (_by, { label: email, input: { id, owner } }, asked): Write<LetInAccount> => {
      const read = async () => {
        const found = await findAccount(email);
        return found && { ...found, isSamePerson: asked.isSamePerson };
      };
      return {
        before: async () => ({ label: email, state: await findAccount(email) }),
        send: async () => {
          const waiting = await getWaiting(id);
          const db = await database();
          await db.transaction((tx) => replaceAccount(tx, waiting, owner));
          return read();
        },
        apply: async () => {},
        reread: read,
        isDone: (found) => found?.issuer === asked.issuer && found.subject === asked.subject,
      };
    },
  }),
];

export async function startLetInRun(
  by: Permit<"grants:write">,
  input: LetIn,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const { waiting, after: params } = await toLetIn(input);
  const row = { targetId: waiting.id, label: waiting.email, input };
  return createRun(by, { operation: "identity.let_in", params, rows: [row], needsApproval: true }, entry);
}
