import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { createRun } from "@/lib/core/bulk/create";
import { type BulkOperation, defineOperation } from "@/lib/core/bulk/operation";
import { take, toMaking } from "./make";
import { type MadeToken, type NewServiceToken, serviceTokenRunInput } from "./schema";
import { approveToken, getToken } from "./store";

export const accessTokenOperations: BulkOperation[] = [
  defineOperation({
    name: "access_token.add_service",
    permission: "settings:write",
    input: serviceTokenRunInput,
    toWrite: (_by, { targetId, input }) => ({
      before: async () => ({ label: (await getToken(targetId)).name, state: null }),
      send: async () => {
        await approveToken(targetId);
        return input;
      },
      apply: async () => {},
      reread: async () => ((await getToken(targetId)).isWaiting ? null : input),
      isDone: (found) => found !== null,
    }),
  }),
];

/** The token is stored with the run, and is worth nothing before a second admin approves that. */
export async function startServiceTokenRun(
  by: Permit<"settings:write">,
  given: NewServiceToken,
  entry: AuditEntry,
): Promise<MadeToken & { runId: string }> {
  const making = { ...toMaking(by.actor, given), isWaiting: true };
  const { name, ...params } = given;
  const row = { targetId: making.id, label: name, input: params };
  let runId = "";
  const made = await take(async (alongside) => {
    const run = { operation: "access_token.add_service" as const, params, rows: [row] };
    ({ runId } = await createRun(by, { ...run, needsApproval: true, alongside }, entry));
  }, making);
  return { ...made, runId };
}
