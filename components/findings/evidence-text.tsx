"use client";

import { useLocale, useTranslations } from "next-intl";
import { useRoleName } from "@/components/directory/use-role-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/core/format/format";
import type { Finding } from "@/lib/governance/findings/schema";

type Evidence = Finding["evidence"];

/** What people and the vendor typed is set apart from our words. */
export function EvidenceText({
  finding: { rule, evidence },
}: {
  finding: Pick<Finding, "rule" | "evidence">;
}) {
  const t = useTranslations("findings");
  const toValues = useValues();
  // Sound: the sentence of a rule names only what the rule's evidence has.
  const values = toValues(evidence) as Parameters<typeof t.rich<`rules.${typeof rule}.evidence`>>[1];
  return t.rich(`rules.${rule}.evidence`, values);
}

const roles = { role: "organization", inherited: "workspace", own: "workspace" } as const;
/** Sentences leave out what nobody knows. */
const unknown = "none";

function useValues() {
  const t = useTranslations("findings");
  const locale = useLocale();
  const toRole = useRoleName();
  const toWorkspaceRole = useWorkspaceRoleName();
  const toRoleText = (name: keyof typeof roles, role: string) =>
    roles[name] === "organization" ? toRole(role) : toWorkspaceRole(role);
  const toValue = (name: string, value: Evidence[string]) => {
    if (typeof value === "number") return value;
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (name.endsWith("On") || name === "since")
      return typeof value === "string" ? formatDay(value, locale) : unknown;
    if (name in roles && typeof value === "string") return toRoleText(name as keyof typeof roles, value); // Sound: `in` held just now.
    const list = Array.isArray(value) ? value : [value ?? t("none")];
    return () => <Names names={list} />;
  };
  return (evidence: Evidence) => {
    const entries = Object.entries(evidence);
    const has = entries.flatMap(([name, value]) =>
      Array.isArray(value)
        ? [[`has${name.charAt(0).toUpperCase()}${name.slice(1)}`, value.length > 0 ? "yes" : "no"] as const]
        : [],
    );
    return Object.fromEntries([
      // Findings from before this was kept don't have it.
      ["knownOn", unknown] as const,
      ["hasOwners", "no"] as const,
      ...entries.map(([name, value]) => [name, toValue(name, value)] as const),
      ...has,
    ]);
  };
}

function Names({ names }: { names: readonly unknown[] }) {
  const list = new Intl.ListFormat(useLocale()).formatToParts(names.map(String));
  return list.map(({ type, value }, index) =>
    type === "element" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts never move.
      <VendorText key={index}>{value}</VendorText>
    ) : (
      value
    ),
  );
}
