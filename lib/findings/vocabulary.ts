/** Client-safe. */
import type { Permission } from "@/lib/auth/permissions";

export const findingSubjects = [
  "key",
  "member",
  "membership",
  "workspace",
  "invite",
  "organization",
] as const;
export type FindingSubject = (typeof findingSubjects)[number];

type Threshold = { usual: number; min: number; max: number };
type Declared = {
  subject: FindingSubject;
  thresholds: Record<string, Threshold>;
  /** Whether it says what one person did, which masked names hide. */
  isOfPeople?: boolean;
};

const days = (usual: number, max = 730): { days: Threshold } => ({ days: { usual, min: 1, max } });

/** Every rule with what people can set. Its SQL is in `rules`, its sentences are the messages `findings.rules`. */
export const findingRules = {
  key_unused: { subject: "key", thresholds: days(90) },
  key_maker_gone: { subject: "key", thresholds: {} },
  key_never_expires: { subject: "key", thresholds: days(365, 3_650) },
  key_expiring: { subject: "key", thresholds: days(30, 180) },
  key_same_name: { subject: "key", thresholds: {} },
  key_new_place: {
    subject: "key",
    thresholds: {
      factor: { usual: 10, min: 2, max: 1_000 },
      millionTokens: { usual: 1, min: 1, max: 100_000 },
    },
  },
  key_organization_wide: { subject: "key", thresholds: {} },
  admins_many: { subject: "organization", thresholds: { people: { usual: 5, min: 1, max: 1_000 } } },
  admin_alone: { subject: "organization", thresholds: {} },
  member_unplaced: { subject: "member", thresholds: days(30) },
  member_idle: { subject: "member", thresholds: days(90), isOfPeople: true },
  developer_could_be_user: { subject: "member", thresholds: days(90), isOfPeople: true },
  access_two_ways: { subject: "membership", thresholds: {} },
  spend_of_gone: { subject: "member", thresholds: {}, isOfPeople: true },
  workspace_no_lead: { subject: "workspace", thresholds: days(7) },
  workspace_idle: { subject: "workspace", thresholds: days(90) },
  workspace_untagged: {
    subject: "workspace",
    thresholds: { dollars: { usual: 10, min: 1, max: 1_000_000 } },
  },
  limit_above_organization: { subject: "workspace", thresholds: {} },
  retention_changed: { subject: "workspace", thresholds: days(14, 365) },
  customer_key_changed: { subject: "workspace", thresholds: days(14, 365) },
  invite_expiring: { subject: "invite", thresholds: days(3, 21) },
  invite_expired: { subject: "invite", thresholds: days(60, 365) },
  compliance_off: { subject: "organization", thresholds: {} },
  admin_key_old: { subject: "organization", thresholds: days(180) },
  audit_unproven: { subject: "organization", thresholds: {} },
  audit_no_checkpoint: { subject: "organization", thresholds: {} },
} as const satisfies Record<string, Declared>;

export type FindingRule = keyof typeof findingRules;
export type ThresholdsOf<Rule extends FindingRule> = {
  [Name in keyof (typeof findingRules)[Rule]["thresholds"]]: number;
};

export const findingRuleNames = Object.keys(findingRules) as FindingRule[]; // Sound: the keys of a literal of ours.

export function isFindingRule(text: string): text is FindingRule {
  return Object.hasOwn(findingRules, text);
}

export function listThresholds(rule: FindingRule): [name: string, threshold: Threshold][] {
  const { thresholds }: Declared = findingRules[rule];
  return Object.entries(thresholds);
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
  rename_key: "keys:manage",
  remove_member: "members:write",
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
  key_maker_gone: ["deactivate_key", "replace_key"],
  key_never_expires: ["replace_key"],
  key_expiring: ["replace_key"],
  key_same_name: ["rename_key"],
  key_new_place: ["deactivate_key"],
  key_organization_wide: ["replace_key"],
  member_unplaced: ["add_to_workspace", "remove_member"],
  member_idle: ["remove_member"],
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
  "rename_key",
  "remove_member",
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
  return fixesOfRules[rule] ?? [];
}

/** Where the Claude Console does what the API can't. */
export function toConsolePart(rule: FindingRule, evidence: Record<string, unknown>): ConsolePart | null {
  if (rule === "admins_many" || rule === "admin_alone") return "console_admin";
  if (rule === "access_two_ways") return evidence.role === "billing" ? null : "console_admin";
  if (rule === "retention_changed" || rule === "customer_key_changed") return "console_workspace";
  return fixesOfRules[rule]?.[0] === "replace_key" ? "console_key" : null;
}
type ConsolePart = "console_admin" | "console_key" | "console_workspace";

export function isBulkFix(fix: Fix): boolean {
  return bulkFixes.includes(fix);
}

/** Rules some of whose findings are fixed by one of these. */
export function listRulesFixedBy(allowed: readonly Fix[]): FindingRule[] {
  return findingRuleNames.filter((rule) =>
    listFixes(rule, { role: "billing" }).some((fix) => allowed.includes(fix)),
  );
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
