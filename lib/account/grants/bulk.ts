import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { database } from "@/lib/core/db/client";
import { AppError } from "@/lib/core/errors/errors";
import {
  type GrantRun,
  grantRunInput,
  type KeptGrant,
  type RenewRun,
  type RequestGrant,
  type ReviewedGrant,
  renewRunInput,
  reviewedGrantInput,
} from "./schema";
import { deleteGrant, findGrant, getGrant, insertGrant, renewGrant, updateGrant } from "./store";

type By = Permit<"grants:write">;
type Change = "grant.add" | "grant.change";

export const grantOperations: BulkOperation[] = [
  ...(["grant.add", "grant.change"] as const).map((name) =>
    defineOperation({
      name,
      permission: "grants:write",
      input: grantRunInput,
      toWrite: (by, { input }) => toGrantWrite(by, name, input),
    }),
  ),
  defineOperation({
    name: "grant.renew",
    permission: "grants:write",
    input: renewRunInput,
    toWrite: (_by, { input }) => toRenewalWrite(input),
  }),
  defineOperation({
    name: "grant.remove",
    permission: "grants:write",
    input: reviewedGrantInput,
    toWrite: (_by, { targetId, input }) => toRemovalWrite(targetId, input),
  }),
];

export async function startGrantRun(
  by: By,
  { does, grant }: RequestGrant,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const known = await findGrant(grant.email);
  if (!known && does === "renew") throw new AppError("not_found", "there is no such grant");
  const operation = does === "renew" ? "grant.renew" : known ? "grant.change" : "grant.add";
  const persona = does === "renew" ? known?.persona : grant.persona;
  const row = {
    targetId: grant.email,
    label: grant.email,
    input: { ...grant, ...(known && { seen: known }) },
  };
  return createRun(by, { operation, params: { persona }, rows: [row], needsApproval: true }, entry);
}

/** Nothing is sent anywhere; only our own database changes. */
function toGrantWrite(by: By, operation: Change, { seen, ...grant }: GrantRun): Write<KeptGrant> {
  return {
    before: async () => ({ label: grant.email, state: await findGrant(grant.email) }),
    send: async () => {
      const db = await database();
      await db.transaction((tx) =>
        operation === "grant.add" ? insertGrant(tx, by, grant) : updateGrant(tx, grant, seen),
      );
      return findGrant(grant.email);
    },
    apply: async () => {},
    reread: () => findGrant(grant.email),
    isDone: (found) => found?.persona === grant.persona && found.expiresOn === grant.expiresOn,
  };
}

function toRenewalWrite({ seen, ...given }: RenewRun): Write<KeptGrant> {
  const { email, expiresOn } = given;
  return {
    before: async () => ({ label: email, state: await getGrant(email) }),
    send: async () => {
      const db = await database();
      await db.transaction((tx) => renewGrant(tx, given, seen));
      return findGrant(email);
    },
    apply: async () => {},
    reread: () => findGrant(email),
    isDone: (found) => found?.expiresOn === expiresOn && found.suspendedFor === null,
  };
}

function toRemovalWrite(email: string, reviewed: ReviewedGrant): Write<KeptGrant> {
  return {
    before: async () => ({ label: email, state: await getGrant(email) }),
    send: async () => {
      const db = await database();
      await db.transaction((tx) => deleteGrant(tx, email, reviewed));
      return null;
    },
    apply: async () => {},
    reread: () => findGrant(email),
    isDone: (found) => found === null,
  };
}
