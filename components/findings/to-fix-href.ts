import type { FindingRule } from "@/lib/core/marks/vocabulary";
import { type Place, toPageHref, toSubjectHref } from "./to-places";

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
export function toFixHref(finding: Place): string {
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
