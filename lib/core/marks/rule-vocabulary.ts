/** Client-safe. Only the settings need it, and lists of findings don't load it. */
import type { Settings } from "@/lib/core/settings/schema";
import type { FindingRule } from "./vocabulary";

/** A higher one finds less, unless it is a notice: how long something is shown before it happens, or after it did. */
type Threshold = { usual: number; min: number; max: number; isNotice?: boolean };

const days = (usual: number, max = 730): { days: Threshold } => ({ days: { usual, min: 1, max } });
const notice = (usual: number, max: number): { days: Threshold } => ({
  days: { usual, min: 1, max, isNotice: true },
});

const ruleThresholds = {
  key_unused: days(90),
  key_maker_gone: {},
  key_never_expires: days(365, 3_650),
  key_expiring: notice(30, 180),
  key_same_name: {},
  key_new_place: {
    factor: { usual: 10, min: 2, max: 1_000 },
    millionTokens: { usual: 1, min: 1, max: 100_000 },
  },
  key_organization_wide: {},
  admins_many: { people: { usual: 5, min: 1, max: 1_000 } },
  admin_alone: {},
  member_unplaced: days(30),
  member_idle: days(90),
  developer_could_be_user: days(90),
  access_two_ways: {},
  access_again: {},
  spend_of_gone: {},
  workspace_no_lead: days(7),
  workspace_idle: days(90),
  workspace_untagged: { dollars: { usual: 10, min: 1, max: 1_000_000 } },
  limit_above_organization: {},
  retention_changed: notice(14, 365),
  customer_key_changed: notice(14, 365),
  invite_expiring: notice(3, 21),
  invite_expired: notice(60, 365),
  grant_expiring: notice(14, 90),
  grant_unused: days(60),
  grant_suspended: {},
  token_unused: days(60, 365),
  break_glass_open: {},
  compliance_off: {},
  admin_key_old: days(180),
  audit_unproven: {},
  audit_no_checkpoint: {},
} as const satisfies Record<FindingRule, Record<string, Threshold>>;

export type ThresholdsOf<Rule extends FindingRule> = {
  [Name in keyof (typeof ruleThresholds)[Rule]]: number;
};

export function listThresholds(rule: FindingRule): [name: string, threshold: Threshold][] {
  return Object.entries(ruleThresholds[rule]);
}

export type RuleSetting = { isOn: boolean; thresholds: Record<string, number> };

/** The stored setting of a rule, kept within its bounds; defaults for what isn't stored. */
export function toRuleSetting(given: Settings["finding_rules"], rule: FindingRule): RuleSetting {
  const stored = Object.hasOwn(given, rule) ? given[rule] : undefined;
  const thresholds = listThresholds(rule).map(([name, { usual, min, max }]) => {
    const value = stored?.thresholds[name] ?? usual;
    return [name, Math.min(max, Math.max(min, value))] as const;
  });
  return { isOn: stored?.isOn ?? true, thresholds: Object.fromEntries(thresholds) };
}

/** Someone could get in, or stay in unnoticed; of the others, something is untidy, ends soon, or costs more. */
const securityRules: readonly FindingRule[] = [
  "key_unused",
  "key_maker_gone",
  "key_never_expires",
  "key_new_place",
  "key_organization_wide",
  "admins_many",
  "member_idle",
  "access_two_ways",
  "access_again",
  "spend_of_gone",
  "retention_changed",
  "customer_key_changed",
  "grant_unused",
  "token_unused",
  "break_glass_open",
  "compliance_off",
  "admin_key_old",
  "audit_unproven",
  "audit_no_checkpoint",
];

export function isSecurity(rule: FindingRule): boolean {
  return securityRules.includes(rule);
}
