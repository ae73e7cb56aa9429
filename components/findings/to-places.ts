import type { FindingRule } from "@/lib/core/marks/vocabulary";
import type { Finding } from "@/lib/governance/findings/schema";

export type Place = Pick<Finding, "rule" | "subject" | "subjectId" | "label" | "workspaceId" | "evidence">;

export const toPageHref = (noun: string, id: string) => `/${noun}/${encodeURIComponent(id)}`;

/** The page of what a finding is about; null for the organization. */
export function toSubjectHref({ subject, subjectId, label, evidence }: Place): string | null {
  if (subject === "key") return toPageHref("keys", subjectId);
  if (subject === "member") return toPageHref("members", subjectId);
  if (subject === "membership") return toPageHref("members", String(evidence.memberId ?? ""));
  if (subject === "workspace") return toPageHref("workspaces", subjectId);
  if (subject === "grant" || subject === "token") return "/settings?tab=access";
  return subject === "invite" ? `/invites?${new URLSearchParams({ q: label })}` : null;
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
