import "server-only";
import { z } from "zod";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Permit } from "@/lib/auth/permit";
import { createRun } from "@/lib/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/bulk/operation";
import { database } from "@/lib/db/client";
import { getSetting, putSettings } from "./store";

const ruleOff = z.object({ two_person_rule: z.literal(false) });

export const settingOperations: BulkOperation[] = [
  defineOperation({
    name: "settings.change",
    permission: "settings:write",
    params: ruleOff,
    toWrite: (by, _row, change) => ({
      before: async () => ({
        label: "two_person_rule",
        state: { two_person_rule: await getSetting("two_person_rule") },
      }),
      send: async () => {
        const db = await database();
        await db.transaction((tx) => putSettings(tx, by.actor.email, change));
        return change;
      },
      apply: async () => {},
      reread: async () => ((await getSetting("two_person_rule")) ? null : change),
      isDone: (found) => found !== null,
    }),
  }),
];

export function startRuleOff(by: Permit<"settings:write">, entry: AuditEntry): Promise<{ runId: string }> {
  const rows = [{ targetId: "two_person_rule", label: "two_person_rule" }];
  return createRun(
    by,
    { operation: "settings.change", params: { two_person_rule: false }, rows, needsApproval: true },
    entry,
  );
}
