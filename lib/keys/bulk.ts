import "server-only";
import { z } from "zod";
import type { AuditEntry } from "@/lib/audit/entry";
import type { Permit } from "@/lib/auth/permit";
import { createRun } from "@/lib/bulk/create";
import { defineOperation } from "@/lib/bulk/operation";
import { AppError } from "@/lib/errors";
import { visibleTo } from "@/lib/visibility";
import { toStatusWrite } from "./change";
import { listKeysToStop } from "./impact-read-model";
import type { ChangeKeysInput } from "./schema";
import { listKeyActs, toUseRefusal } from "./vocabulary";

export const keyActs = (["activate", "deactivate", "archive"] as const).map((act) =>
  defineOperation({
    act: `api_key.${act}`,
    permission: "keys:write",
    input: z.object({ confirmedUse: z.boolean().default(false) }),
    toWrite: (by, { targetId, input }) => toStatusWrite(by, targetId, { act, ...input }),
  }),
);

/**
 * A key that isn't visible becomes a row that fails, as it would alone. The confirmation of a key in use travels with
 * its row: one that comes into use while the run waits fails by itself.
 * @throws AppError forbidden; refused if a key in use isn't confirmed
 */
export async function startKeyRun(
  by: Permit<"keys:write">,
  { act, keyIds, confirmedKeyIds }: ChangeKeysInput,
  entry: AuditEntry,
): Promise<{ runId: string }> {
  if (!listKeyActs(visibleTo(by.actor)).includes(act))
    throw new AppError("forbidden", `${by.actor.persona} may not ${act} keys`);
  const known = await listKeysToStop(by, keyIds);
  const confirmed = new Set(confirmedKeyIds);
  const [reason] = [...known.values()]
    .filter(({ id }) => !confirmed.has(id))
    .flatMap((key) => toUseRefusal(key, act) ?? []);
  if (reason) throw new AppError("refused", `${act} of keys, their use not confirmed`, { reason });
  const rows = keyIds.map((targetId) => ({
    targetId,
    label: known.get(targetId)?.name ?? targetId,
    ...(confirmed.has(targetId) && { input: { confirmedUse: true } }),
  }));
  return createRun(by, { act: `api_key.${act}`, rows }, entry);
}
