import "server-only";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { refuseFields } from "@/lib/core/entry/strict-search";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { composeStatement } from "./compose";
import { hashContent } from "./content";
import { toFrame } from "./frame";
import { hasCost } from "./open-months";
import type { CloseMonth } from "./schema";
import { insertStatement, refuseObstacles } from "./store";

/** @throws AppError conflict for a month that is closed, refused for one that isn't ready, invalid for a strange currency */
export async function closeMonth(
  { actor }: Permit<"statements:write">,
  given: CloseMonth,
  entry: AuditEntry,
): Promise<{ number: number }> {
  if (!(await hasCost(given.currency))) refuseFields({ currency: ["nothing is billed in it"] });
  const frame = await toFrame(given, actor.email);
  const { content, obstacles } = await composeStatement(await database(), frame);
  refuseObstacles(obstacles);
  const hash = hashContent(content);
  const { number, month, currency, terms, totalCents, printedTotalCents } = content;
  const after = { number, month, currency, ...terms, totalCents, printedTotalCents, hash };
  await entry.settle({ outcome: "succeeded", label: `${formatNumber(number)} (${month})`, after }, (tx) =>
    insertStatement(tx, frame, hash),
  );
  return { number };
}
