import "server-only";
import { openEntry } from "@/lib/core/audit/entry";
import type { AuditOutcome } from "@/lib/core/audit/vocabulary";
import type { Actor } from "@/lib/core/auth/session";
import { startDownload, takeRecorded } from "@/lib/core/entry/session-limits";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import type { Row, Sheet } from "@/lib/core/sheets/columns";
import { inTurns } from "@/lib/core/sheets/turns";

export type Recording = { settle: (outcome: AuditOutcome) => Promise<void> };

export async function recordExport(
  actor: Actor | null,
  file: string,
  sheet: Sheet,
  search: URLSearchParams,
): Promise<Recording & { sheet: Sheet }> {
  let rows = 0;
  async function* countRows(): AsyncGenerator<Row[]> {
    // In the parts that are sent, so that a file that was broken off says how far it came.
    for await (const some of inTurns(sheet.listRows())) {
      rows += some.length;
      yield some;
    }
  }
  const { period, incompleteDays, missingDays } = sheet;
  const recording = await recordDownload(actor, file, search, () => ({
    rows,
    period,
    ...(incompleteDays && { incompleteDays }),
    ...(missingDays && { missingDays }),
  }));
  return { ...recording, sheet: { ...sheet, listRows: countRows } };
}

/** Records the intent; `settle` records what `getAfter` says by then. */
export async function recordDownload(
  actor: Actor | null,
  file: string,
  search: URLSearchParams,
  getAfter: () => object,
): Promise<Recording> {
  if (!actor) throw new AppError("unauthenticated", "nobody is signed in");
  const waitMs = takeRecorded(actor, "export.download");
  if (waitMs > 0) {
    const retryAfterSeconds = Math.ceil(waitMs / 1000);
    throw new AppError("too_many_requests", "too many downloads", { retryAfterSeconds });
  }
  const giveBack = await startDownload(actor);
  const request = Object.fromEntries(search);
  const opening = { actor, action: "export.download", targetId: file, request } as const;
  const entry = await openEntry(opening).catch((cause) => {
    giveBack();
    throw cause;
  });
  let isSettled = false;
  const settle = async (outcome: AuditOutcome) => {
    if (isSettled) return;
    isSettled = true;
    giveBack();
    await entry.settle({ outcome, label: file, after: getAfter() }).catch((cause) => {
      // The rows have left; an entry without an outcome reads as unknown.
      log.error({ err: cause, file }, "the end of an export could not be recorded");
    });
  };
  return { settle };
}
