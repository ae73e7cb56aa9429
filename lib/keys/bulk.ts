import "server-only";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Permit } from "@/lib/auth/permit";
import { defineAct } from "@/lib/bulk/act";
import { createRun } from "@/lib/bulk/create";
import { AppError } from "@/lib/errors";
import { toStatusWrite } from "./change";
import { listKeyNames } from "./mirror";
import type { ChangeKeysInput } from "./schema";
import { listKeyActs } from "./vocabulary";

/** What can be done to many keys at once: each row is the write of the single act. */
export const keyActs = (["activate", "deactivate", "archive"] as const).map((act) =>
  defineAct({
    act: `api_key.${act}`,
    permission: "keys:write",
    toWrite: (by, { targetId }) => toStatusWrite(by, targetId, act),
  }),
);

/**
 * Begins to change many keys. One out of reach is a row that will not be found, as it would be alone.
 * @throws AppError forbidden
 */
export async function startKeyRun(
  by: Permit<"keys:write">,
  { act, keyIds }: ChangeKeysInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  if (!listKeyActs(by.actor.workspaceIds).includes(act))
    throw new AppError("forbidden", `${by.actor.persona} may not ${act} keys`);
  const names = await listKeyNames(by, keyIds);
  const rows = keyIds.map((targetId) => ({ targetId, label: names.get(targetId) ?? targetId }));
  return createRun(by, { act: `api_key.${act}`, rows }, entry);
}
