import "server-only";
import type { AppError, ErrorCode } from "@/lib/core/errors/errors";
import { processSingleton } from "@/lib/core/process/process-singleton";

/** `error` is null if the API responded and accepted the key, even if it refused the request. */
export type Outcome = { at: Date; error: ErrorCode | null };

const failures: readonly ErrorCode[] = ["key_rejected", "api_unreachable", "api_failed", "bad_answer"];

const kept = () =>
  processSingleton("admin-api-outcomes", () => ({
    last: null as Outcome | null,
    counts: new Map<ErrorCode | "ok", number>(),
  }));

/** Requests record their outcome here, so that health and metrics don't need to call the API. */
export function noteOutcome(error: AppError | null): void {
  const noted = error?.code === "outcome_unknown" ? "api_failed" : (error?.code ?? null);
  const code = noted && failures.includes(noted) ? noted : null;
  const outcomes = kept();
  outcomes.last = { at: new Date(), error: code };
  const label = error?.code ?? "ok";
  outcomes.counts.set(label, (outcomes.counts.get(label) ?? 0) + 1);
}

export function getLastOutcome(): Outcome | null {
  return kept().last;
}

export function listOutcomes(): { outcome: ErrorCode | "ok"; count: number }[] {
  return [...kept().counts].map(([outcome, count]) => ({ outcome, count }));
}
