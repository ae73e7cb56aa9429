import "server-only";
import { log } from "@/lib/core/log/log";
import { processSingleton } from "@/lib/core/process/process-singleton";

/** Answers take a while, and no clock is exact. */
const maxLeadMs = 10 * 60_000;

const kept = () => processSingleton("api-clock", () => ({ leadMs: 0 }));

/** Compares this machine's clock with the time at which the API answered. */
export function noteAnswerTime(response: Response): void {
  const answeredAt = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(answeredAt)) return;
  const wasAhead = isClockAhead();
  kept().leadMs = Date.now() - answeredAt;
  if (isClockAhead() && !wasAhead)
    log.warn({ aheadMs: kept().leadMs }, "this machine's clock is ahead of the Claude API's");
}

/** By more than ten minutes, as of the newest answer: a day that seems over may not be. */
export function isClockAhead(): boolean {
  return kept().leadMs > maxLeadMs;
}
