import type { Finding } from "@/lib/findings/schema";
import type { FindingRule } from "@/lib/findings/vocabulary";

type Of = Pick<Finding, "rule" | "subject" | "subjectId" | "label" | "workspaceId" | "evidence">;

const of = (noun: string, id: string) => `/${noun}/${encodeURIComponent(id)}`;

/** The page of what a finding is about; null for the organization. */
export function toSubjectHref({ subject, subjectId, label, evidence }: Of): string | null {
  if (subject === "key") return of("keys", subjectId);
  if (subject === "member") return of("members", subjectId);
  if (subject === "membership") return of("members", String(evidence.memberId ?? ""));
  if (subject === "workspace") return of("workspaces", subjectId);
  return subject === "invite" ? `/invites?${new URLSearchParams({ q: label })}` : null;
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
  compliance_off: "/activity/compliance",
  admin_key_old: "/settings?tab=key",
  audit_unproven: "/settings?tab=log",
  audit_no_checkpoint: "/settings?tab=log",
};

/** Where it is done, if not by a dialog right there. */
export function toFixHref(finding: Of): string {
  const { rule, workspaceId, label, evidence } = finding;
  if (rule === "limit_above_organization")
    return String(evidence.limits) === "spend"
      ? `/limits?${new URLSearchParams({ open: "spend", workspace: finding.subjectId })}`
      : `${of("workspaces", finding.subjectId)}?tab=limits&open=above`;
  if (rule === "member_idle")
    return `/members/offboard?${new URLSearchParams({ members: finding.subjectId })}`;
  if (rule === "access_two_ways" && workspaceId !== null)
    return `${of("workspaces", workspaceId)}?${new URLSearchParams({ q: label })}`;
  const tab = tabs[rule];
  const href = organizationPages[rule] ?? toSubjectHref(finding) ?? "/settings";
  return tab ? `${href}?tab=${tab}` : href;
}

/** The list with the same filter, where many are fixed at once. */
export function toBulkHref(rule: FindingRule): string | null {
  if (rule === "key_unused") return "/keys?status=active&unused=90";
  if (rule === "key_maker_gone") return "/keys?status=active&maker=gone";
  if (rule === "key_expiring") return "/keys?expiry=soon";
  if (rule === "member_idle") return "/members?idle=90";
  if (rule === "member_unplaced") return "/members?workspaces=none";
  if (rule === "invite_expired") return "/invites?status=expired";
  return rule === "invite_expiring" ? "/invites?status=pending&sort=expires&dir=asc" : null;
}
