import "server-only";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { database } from "@/lib/core/db/client";
import { toChanges } from "./change";
import { listRulesFindingLess } from "./looser";
import { changeSettingsInput, type SettingChanges } from "./schema";
import { getSettings, putSettings } from "./store";

export const settingOperations: BulkOperation[] = [
  defineOperation({
    name: "settings.change",
    permission: "settings:write",
    params: changeSettingsInput,
    input: z.object({ seen: z.record(z.string(), z.unknown()).optional() }),
    toWrite: async (by, { label, input: { seen } }, changes) => {
      const { before, after, kept } = await toChanges(changes);
      return {
        before: async () => ({ label, state: before }),
        send: async () => {
          const db = await database();
          await db.transaction((tx) => putSettings(tx, by.actor.email, kept, seen));
          return after;
        },
        apply: async () => {},
        reread: async () => (await toChanges(changes)).before,
        isDone: (found) => isDeepStrictEqual(found, after),
      };
    },
  }),
];

/** Settings that the form sent unchanged aren't part of the run. */
export async function startSettingsRun(
  by: Permit<"settings:write">,
  asked: SettingChanges,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  const known = await getSettings();
  const { before, kept } = await toChanges(asked);
  const old: Record<string, unknown> = before;
  const changed = Object.entries(kept).filter(([name, value]) => !isDeepStrictEqual(old[name], value));
  const names = changed.map(([name]) => name);
  const label = [
    ...names,
    ...listRulesFindingLess(known.finding_rules, kept.finding_rules ?? known.finding_rules),
  ];
  // What it was when the run was asked for is what the second admin decides on.
  const seen = Object.fromEntries(names.map((name) => [name, old[name]]));
  const row = { targetId: names.join(", "), label: label.join(", "), input: { seen } };
  return createRun(
    by,
    {
      operation: "settings.change",
      params: Object.fromEntries(changed),
      rows: changed.length === 0 ? [] : [row],
      needsApproval: true,
    },
    entry,
  );
}
