import "server-only";
import { personas } from "@/lib/core/auth/vocabulary";
import type { Translate } from "@/lib/core/delivery/translate";
import { isFindingRule } from "@/lib/core/marks/vocabulary";
import type { ReviewKind } from "@/lib/governance/reviews/vocabulary";
import type en from "@/messages/en.json";

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

/** Of a workspace, or the persona of a grant. One that was added later is shown as received. */
export function toRole(t: Translate, kind: ReviewKind, role: string): string {
  const persona = kind === "grants" && personas.find((one) => one === role);
  if (persona) return t(`shell.persona.${persona}`);
  const known = roles.find((one) => one === role);
  return known ? t(`workspaces.roles.${known}`) : role;
}

type OrganizationRole = keyof (typeof en)["members"]["roles"];

/** In the organization. One that was added later is shown as received. */
export function toOrganizationRole(t: Translate, role: string): string {
  const known = `members.roles.${role as OrganizationRole}` as const; // Sound: has() is the check itself.
  return /^\w+$/.test(role) && t.has(known) ? t(known) : role;
}

/** Null without any. A rule that no longer exists is shown as it was frozen. */
export function toFindingTitles(t: Translate, rules: readonly string[] | null): string | null {
  if (!rules || rules.length === 0) return null;
  const titles = rules.map((rule) => (isFindingRule(rule) ? t(`findings.rules.${rule}.title`) : rule));
  return t("reviews.pack.findings", { list: titles.join(", ") });
}
