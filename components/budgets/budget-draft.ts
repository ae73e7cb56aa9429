import type { ChangeBudget } from "@/lib/budgets/schema";

type Subject =
  | { scope: "organization" }
  | { scope: "workspace"; workspaceId: string }
  | { scope: "tag"; tagKey: string; tagValue: string };

/** The amount becomes cents by its digits: nothing is multiplied, so nothing is rounded. */
export function toTerms(form: FormData, budgetId: string): ChangeBudget {
  const [whole = "", part = ""] = read(form, "amount").split(".");
  const cents = `${whole}${part.padEnd(2, "0").slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  return { budgetId, cents, thresholds: read(form, "thresholds").split(",").map(Number) };
}

export function toSubject(form: FormData): Subject {
  const scope = read(form, "scope");
  if (scope === "workspace") return { scope, workspaceId: read(form, "workspaceId") };
  if (scope === "tag") {
    const [tagKey = "", tagValue = ""] = JSON.parse(read(form, "tag")) as string[]; // Sound: written below.
    return { scope, tagKey, tagValue };
  }
  return { scope: "organization" };
}

/** A tag and its value in one text, whatever characters they have. */
export function toTagOption(key: string, value: string): string {
  return JSON.stringify([key, value]);
}

function read(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
