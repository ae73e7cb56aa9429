import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import type { Transaction } from "@/lib/core/db/database";
import { getRunOperation } from "./list-read-model";
import { wakeBulk } from "./start";

type Context = { entry: AuditEntry; by: Permit<"bulk:write"> | Permit<"bulk:approve"> };

/** Changes run and log in one transaction, then wakes the runner. */
export async function settleRun(
  { entry, by }: Context,
  runId: string,
  change: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  const label = await getRunOperation(by, runId);
  await entry.settle({ outcome: "succeeded", label }, async (tx) => {
    await change(tx);
  });
  wakeBulk();
}
