/** Client-safe. */
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

/** Rules whose fix is to deactivate the key. */
export const fixedByDeactivation: readonly FindingRule[] = ["key_unused", "key_maker_gone", "key_new_place"];

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
