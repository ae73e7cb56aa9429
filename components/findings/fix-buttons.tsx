"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import type { FindingRule, Fix } from "@/lib/core/marks/vocabulary";
import type { Finding } from "@/lib/governance/findings/schema";
import { toFixes, toTarget } from "./to-choice";
import { type Place, toPageHref, toSubjectHref } from "./to-places";
import type { AskToFix } from "./use-fixing";

type Props = { finding: Finding; allowed: readonly Fix[]; onFix: AskToFix };

/** Asks right here for what is an operation; everything else leads to where it is done. */
export function FixButtons({ finding, allowed, onFix }: Props) {
  const t = useTranslations("findings");
  const fixes = toFixes(finding, allowed);
  const others = fixes.slice(1).toReversed();
  const [first] = fixes;
  return (
    <>
      {first === undefined && (
        <Link
          // Sound: all of these addresses are ours; typed routes don't know query strings.
          href={toFixHref(finding) as Route}
          className={toButtonClass("primary")}
        >
          {t(`rules.${finding.rule}.fix`)}
        </Link>
      )}
      {others.map((fix) => (
        <Button key={fix} onClick={() => onFix(fix, [toTarget(finding)])}>
          {t(`fixes.${fix}.one`)}
        </Button>
      ))}
      {first && (
        <Button variant="primary" onClick={() => onFix(first, [toTarget(finding)])}>
          {t(`fixes.${first}.one`)}
        </Button>
      )}
    </>
  );
}

const tabs: Partial<Record<FindingRule, string>> = {
  workspace_no_lead: "members",
  workspace_idle: "settings",
  workspace_untagged: "settings",
  retention_changed: "settings",
  customer_key_changed: "settings",
};

const organizationPages: Partial<Record<FindingRule, string>> = {
  admins_many: "/members?role=admin",
  admin_alone: "/members?role=admin",
  break_glass_open: "/settings?tab=access",
  compliance_off: "/activity/compliance",
  admin_key_old: "/settings?tab=key",
  audit_unproven: "/settings?tab=log",
  audit_no_checkpoint: "/settings?tab=log",
};

/** Where it is done, if not by a dialog right there. */
function toFixHref(finding: Place): string {
  const { rule, workspaceId, label, evidence } = finding;
  if (rule === "limit_above_organization")
    return String(evidence.limits) === "spend"
      ? `/limits?${new URLSearchParams({ open: "spend", workspace: finding.subjectId })}`
      : `${toPageHref("workspaces", finding.subjectId)}?tab=limits&open=above`;
  if ((rule === "access_two_ways" || rule === "access_again") && workspaceId !== null)
    return `${toPageHref("workspaces", workspaceId)}?${new URLSearchParams({ q: label })}`;
  const tab = tabs[rule];
  const href = organizationPages[rule] ?? toSubjectHref(finding) ?? "/settings";
  return tab ? `${href}?tab=${tab}` : href;
}
