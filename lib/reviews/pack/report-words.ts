import "server-only";
import type { Translate } from "@/lib/delivery/translate";
import { isFindingRule } from "@/lib/findings/vocabulary";

const mostSentences = 10_000;

/** The rows of a large report say the same few things, and composing a sentence takes longer than writing its row. */
export function remember(t: Translate): Translate {
  const known = new Map<string, string>();
  return new Proxy(t, {
    apply(target, self, given) {
      const id = JSON.stringify(given);
      const text = known.get(id) ?? Reflect.apply(target, self, given);
      if (known.size >= mostSentences) known.clear();
      known.set(id, text);
      return text;
    },
  });
}

export function toMinute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

const roles = [
  "workspace_user",
  "workspace_restricted_developer",
  "workspace_developer",
  "workspace_admin",
  "workspace_billing",
] as const;

/** One that was added later is shown as received. */
export function toRole(t: Translate, role: string): string {
  const known = roles.find((one) => one === role);
  return known ? t(`workspaces.roles.${known}`) : role;
}

/** Null without any. A rule that no longer exists is shown as it was frozen. */
export function toFindingTitles(t: Translate, rules: readonly string[] | null): string | null {
  if (!rules || rules.length === 0) return null;
  const titles = rules.map((rule) => (isFindingRule(rule) ? t(`findings.rules.${rule}.title`) : rule));
  return t("reviews.pack.findings", { list: titles.join(", ") });
}
