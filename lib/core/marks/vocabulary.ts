/** Client-safe. */
import type { Permission } from "@/lib/core/auth/permissions";
import { isImmovableRole } from "@/lib/core/organization/vocabulary";

export const findingSubjects = [
  "key",
  "member",
  "membership",
  "workspace",
  "invite",
  "grant",
  "token",
  "organization",
] as const;
export type FindingSubject = (typeof findingSubjects)[number];

type Declared = {
  subject: FindingSubject;
  /** Whether it says what one person did, which masked names hide. */
  isOfPeople?: boolean;
};

/** Every rule. What people can set is in `rule-vocabulary`, its SQL in `rules`, its sentences are the messages `findings.rules`. */
export const findingRules = {
  key_unused: { subject: "key" },
  key_maker_gone: { subject: "key" },
  key_never_expires: { subject: "key" },
  key_expiring: { subject: "key" },
  key_same_name: { subject: "key" },
  key_new_place: { subject: "key" },
  key_organization_wide: { subject: "key" },
  admins_many: { subject: "organization" },
  admin_alone: { subject: "organization" },
  member_unplaced: { subject: "member" },
  member_idle: { subject: "member", isOfPeople: true },
  developer_could_be_user: { subject: "member", isOfPeople: true },
  access_two_ways: { subject: "membership" },
  access_again: { subject: "membership" },
  spend_of_gone: { subject: "member", isOfPeople: true },
  workspace_no_lead: { subject: "workspace" },
  workspace_idle: { subject: "workspace" },
  workspace_untagged: { subject: "workspace" },
  limit_above_organization: { subject: "workspace" },
  retention_changed: { subject: "workspace" },
  customer_key_changed: { subject: "workspace" },
  invite_expiring: { subject: "invite" },
  invite_expired: { subject: "invite" },
  grant_expiring: { subject: "grant" },
  grant_unused: { subject: "grant" },
  grant_suspended: { subject: "grant" },
  token_unused: { subject: "token" },
  break_glass_open: { subject: "organization" },
  compliance_off: { subject: "organization" },
  admin_key_old: { subject: "organization" },
  audit_unproven: { subject: "organization" },
  audit_no_checkpoint: { subject: "organization" },
} as const satisfies Record<string, Declared>;

export type FindingRule = keyof typeof findingRules;
export const findingRuleNames = Object.keys(findingRules) as FindingRule[]; // Sound: the keys of a literal of ours.

export function isFindingRule(text: string): text is FindingRule {
  return Object.hasOwn(findingRules, text);
}

export function isOfPeople(rule: FindingRule): boolean {
  const { isOfPeople = false }: Declared = findingRules[rule];
  return isOfPeople;
}

export function listRulesOf(...subjects: readonly FindingSubject[]): FindingRule[] {
  return findingRuleNames.filter((rule) => subjects.includes(findingRules[rule].subject));
}

/** The operations that fix findings, with the permission that each needs. */
export const fixes = {
  deactivate_key: "keys:write",
  replace_key: "keys:write",
  assign_key: "keys:write",
  rename_key: "keys:manage",
  offboard_member: "members:write",
  change_role: "members:write",
  add_to_workspace: "memberships:write",
  add_lead: "memberships:write",
  archive_workspace: "workspaces:write",
  tag_workspace: "workspaces:write",
  resend_invite: "invites:write",
  withdraw_invite: "invites:write",
} as const satisfies Record<string, Permission>;
export type Fix = keyof typeof fixes;
export const fixNames = Object.keys(fixes) as Fix[]; // Sound: the keys of a literal of ours.

/** What fixes each rule here, the first choice first. What the API can't do has none, and its page says where it is done. */
const fixesOfRules: Partial<Record<FindingRule, readonly Fix[]>> = {
  key_unused: ["deactivate_key"],
  key_maker_gone: ["deactivate_key", "replace_key", "assign_key"],
  key_never_expires: ["replace_key"],
  key_expiring: ["replace_key"],
  key_same_name: ["rename_key"],
  key_new_place: ["deactivate_key"],
  key_organization_wide: ["replace_key"],
  member_unplaced: ["add_to_workspace", "offboard_member"],
  member_idle: ["offboard_member"],
  developer_could_be_user: ["change_role"],
  workspace_no_lead: ["add_lead"],
  workspace_idle: ["archive_workspace"],
  workspace_untagged: ["tag_workspace"],
  invite_expiring: ["resend_invite", "withdraw_invite"],
  invite_expired: ["resend_invite"],
};

/** What one run can do for many. */
const bulkFixes: readonly Fix[] = [
  "deactivate_key",
  "replace_key",
  "assign_key",
  "rename_key",
  "offboard_member",
  "change_role",
  "add_to_workspace",
  "resend_invite",
  "withdraw_invite",
];

export function listFixes(rule: FindingRule, evidence: Record<string, unknown> = {}): readonly Fix[] {
  // The API changes the role of billing members, but not of admins.
  if (rule === "access_two_ways") return evidence.role === "billing" ? ["change_role"] : [];
  // Default has no tags of its own.
  if (rule === "workspace_untagged" && evidence.isDefault === true) return [];
  const given = fixesOfRules[rule] ?? [];
  return isOutOfReach(evidence) ? given.filter((fix) => fix !== "offboard_member") : given;
}

/** The API neither removes admins and owners nor changes their role. */
function isOutOfReach({ role }: Record<string, unknown>): boolean {
  return typeof role === "string" && isImmovableRole(role);
}

/** Where the Claude Console does what the API can't. */
export function toConsolePart(rule: FindingRule, evidence: Record<string, unknown>): ConsolePart | null {
  if (rule === "admins_many" || rule === "admin_alone") return "console_admin";
  if (rule === "access_two_ways") return evidence.role === "billing" ? null : "console_admin";
  if (rule === "retention_changed" || rule === "customer_key_changed") return "console_workspace";
  if (fixesOfRules[rule]?.includes("offboard_member") && isOutOfReach(evidence)) return "console_removal";
  return fixesOfRules[rule]?.[0] === "replace_key" ? "console_key" : null;
}
type ConsolePart = "console_admin" | "console_removal" | "console_key" | "console_workspace";

export function isBulkFix(fix: Fix): boolean {
  return bulkFixes.includes(fix);
}

export const findingStates = ["open", "dismissed", "resolved"] as const;
/** What a list shows. */
export const findingViews = [...findingStates, "all"] as const;
export type FindingView = (typeof findingViews)[number];
export const findingChanges = ["appeared", "resolved"] as const;

/** Days that the trend shows, today included. */
export const trendDays = 90;

export const runStates = ["evaluated", "off", "masked", "waiting", "unavailable", "failed"] as const;
export type RunState = (typeof runStates)[number];

/** The score is reach × idleness × money × age. Idleness and age double in 90 days and triple in 180. */
export const scoreDays = 90;
export const maxScoreDays = 180;
