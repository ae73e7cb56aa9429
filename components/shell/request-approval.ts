"use client";

import { AppError } from "@/lib/core/errors/errors";
import { showRun } from "./show-run";

/** The bulk run that waits for a second admin because one person may not do this alone. */
export class ApprovalRun {
  constructor(readonly runId: string) {}
}

/** Runs `first`; if the two-person rule forbids that, starts the run that a second admin approves. */
export function orRequestApproval<T>(
  first: () => Promise<T>,
  ask: () => Promise<{ runId: string }>,
): Promise<T | ApprovalRun> {
  return orIfNotAlone(first, async () => new ApprovalRun((await ask()).runId));
}

/** Runs `first`; if the two-person rule forbids that, `second`. */
export async function orIfNotAlone<T, U>(first: () => Promise<T>, second: () => Promise<U>): Promise<T | U> {
  try {
    return await first();
  } catch (error) {
    const isNeeded = error instanceof AppError && error.failure.reason === "second_admin_needed";
    if (!isNeeded) throw error;
    return second();
  }
}

/** Whether the answer was a run that waits for a second admin, which is then shown. */
export function showApprovalRun(answer: unknown): boolean {
  if (!(answer instanceof ApprovalRun)) return false;
  showRun(answer.runId);
  return true;
}
