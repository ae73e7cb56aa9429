import { type Fix, isBulkFix, listFixes } from "@/lib/core/marks/vocabulary";
import type { Finding, FindingChoice, FixTarget } from "@/lib/governance/findings/schema";

/** What the person may do about an open finding, right there. */
export function toFixes({ rule, evidence, state }: Finding, allowed: readonly Fix[]): Fix[] {
  return state === "open" ? listFixes(rule, evidence).filter((fix) => allowed.includes(fix)) : [];
}

export function toTarget({ subjectId, label, workspaceId, evidence }: Finding): FixTarget {
  const { memberId } = evidence;
  return { id: typeof memberId === "string" ? memberId : subjectId, name: label, workspaceId };
}

/** Null for what is over. */
export function toChoice(finding: Finding, allowed: readonly Fix[]): FindingChoice | null {
  const { id, state } = finding;
  if (state === "resolved") return null;
  const fixes = toFixes(finding, allowed).filter(isBulkFix);
  return { id, isDismissed: state === "dismissed", fixes, target: toTarget(finding) };
}
