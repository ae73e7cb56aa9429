import "server-only";
import { readGranted } from "@/lib/core/admin-api/read-granted";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { toDayAgo } from "@/lib/core/format/calendar";
import type { Capability } from "./vocabulary";

type Question = { path: string; query?: Record<string, string>; beta?: string };

/** The smallest request to each part. The reports that need analytics ask for them. */
function toQuestions(now: Date): [Capability, Question][] {
  const day = toDayAgo(2, now);
  const from = { starting_at: `${day}T00:00:00Z` };
  const one = { limit: "1" };
  return [
    ["members", { path: "users", query: one }],
    ["invites", { path: "invites", query: one }],
    ["workspaces", { path: "workspaces", query: one }],
    ["api_keys", { path: "api_keys", query: one }],
    ["usage", { path: "usage_report/messages", query: { ...from, ...one } }],
    ["cost", { path: "cost_report", query: { ...from, ...one } }],
    ["claude_code", { path: "usage_report/claude_code", query: { starting_at: day, ...one } }],
    ["rate_limits", { path: "rate_limits", query: one }],
    ["spend_limits", { path: "spend_limits", query: one, beta: "spend-limit-reads-2026-09-26" }],
    // Last, because its answer then determines the key's health.
    ["organization", { path: "me" }],
  ];
}

const outOfOrder: ErrorCode[] = ["api_failed", "bad_answer"];

/**
 * Null if the part answers, else its refusal; parts with an outage are left out.
 * @throws AppError key_rejected, rate_limited, api_unreachable
 */
export async function* askCapabilities(now: Date): AsyncGenerator<[Capability, AppError | null]> {
  for (const [capability, question] of toQuestions(now)) {
    const answer = await ask(question);
    const isRefusal = answer instanceof AppError;
    if (!isRefusal || !outOfOrder.includes(answer.code)) yield [capability, isRefusal ? answer : null];
  }
}

async function ask({ path, query, beta }: Question): Promise<unknown> {
  try {
    return await readGranted((api, options) =>
      api.get(`/v1/organizations/${path}`, {
        ...options,
        ...(query && { query }),
        ...(beta && { headers: { "anthropic-beta": beta } }),
      }),
    );
  } catch (cause) {
    if (cause instanceof AppError && outOfOrder.includes(cause.code)) return cause;
    throw cause;
  }
}
