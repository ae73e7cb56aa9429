import "server-only";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Write } from "@/lib/audit/write-through";
import type { Permit } from "@/lib/auth/permit";
import { createRun } from "@/lib/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/bulk/operation";
import { database } from "@/lib/db/client";
import { type Grant, grantInput } from "./schema";
import { deleteGrant, findGrant, getGrant, insertGrant, updateGrant } from "./store";

type By = Permit<"grants:write">;
type Change = "grant.add" | "grant.change";

export const grantOperations: BulkOperation[] = [
  ...(["grant.add", "grant.change"] as const).map((name) =>
    defineOperation({
      name,
      permission: "grants:write",
      input: grantInput,
      toWrite: (by, { input }) => toGrantWrite(by, name, input),
    }),
  ),
  defineOperation({
    name: "grant.remove",
    permission: "grants:write",
    toWrite: (_by, { targetId }) => toRemovalWrite(targetId),
  }),
];

export async function startGrantRun(by: By, grant: Grant, entry: AuditEntry): Promise<{ runId: string }> {
  const operation: Change = (await findGrant(grant.email)) ? "grant.change" : "grant.add";
  const row = { targetId: grant.email, label: grant.email, input: grant };
  return createRun(
    by,
    { operation, params: { persona: grant.persona }, rows: [row], needsApproval: true },
    entry,
  );
}

/** Nothing is sent anywhere; only our own database changes. */
function toGrantWrite(by: By, operation: Change, grant: Grant): Write<Grant> {
  return {
    before: async () => ({ label: grant.email, state: await findGrant(grant.email) }),
    send: async () => {
      const db = await database();
      await db.transaction((tx) =>
        operation === "grant.add" ? insertGrant(tx, by, grant) : updateGrant(tx, grant),
      );
      return grant;
    },
    apply: async () => {},
    reread: () => findGrant(grant.email),
    isDone: (found) => found?.persona === grant.persona && found.expiresOn === grant.expiresOn,
  };
}

function toRemovalWrite(email: string): Write<Grant> {
  return {
    before: async () => ({ label: email, state: await getGrant(email) }),
    send: async () => {
      const db = await database();
      await db.transaction((tx) => deleteGrant(tx, email));
      return null;
    },
    apply: async () => {},
    reread: () => findGrant(email),
    isDone: (found) => found === null,
  };
}
