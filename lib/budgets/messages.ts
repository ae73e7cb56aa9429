import "server-only";
import { formatCents, usd } from "@/lib/money";

export type Crossing = {
  budgetId: string;
  month: string;
  threshold: number;
  cents: string;
  budgetCents: string;
  scope: string;
  /** The workspace's name, or the tag as `key: value`; null for the organization. */
  subject: string | null;
};

export function toMessage({ subject, ...crossing }: Crossing): string {
  const { month, threshold, cents, budgetCents } = crossing;
  const whose = subject === null ? "the organization" : toPlain(subject);
  const text = `${threshold}% of the budget for ${whose} has been reached in ${month}: ${formatCents(cents, "en", usd)} of ${formatCents(budgetCents, "en", usd)}.`;
  return JSON.stringify({
    text,
    metadata: { event_type: "castellan_budget_crossed", event_payload: { ...crossing, subject } },
  });
}

/** Typed text must not mention a channel or become a link. */
function toPlain(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped.replace(/[*_~`@]/g, (sign) => `\u200b${sign}`);
}
