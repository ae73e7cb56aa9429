import type { ChangeBudget } from "@/lib/budgets/schema";

type Subject =
  | { scope: "organization" }
  | { scope: "workspace"; workspaceId: string }
  | { scope: "tag"; tagKey: string; tagValue: string };

/** Reads cents from the digits, so that nothing is multiplied or rounded. */
export function toTerms(form: FormData, budgetId: string): ChangeBudget {
  const [whole = "", part = ""] = read(form, "amount").split(".");
  const cents = `${whole}${part.padEnd(2, "0").slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  return { budgetId, cents, thresholds: read(form, "thresholds").split(",").map(Number) };
}

export function toSubject(form: FormData): Subject {
  const scope = read(form, "scope");
  if (scope === "workspace") return { scope, workspaceId: read(form, "workspaceId") };
  if (scope === "tag") {
    const [tagKey = "", tagValue = ""] = JSON.parse(read(form, "tag")) as string[]; // Sound: `toTagOption` wrote it.
    return { scope, tagKey, tagValue };
  }
  return { scope: "organization" };
}

/** Encodes a tag and its value in one option, whatever characters they contain. */
export function toTagOption(key: string, value: string): string {
  return JSON.stringify([key, value]);
}

function read(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
