import { z } from "zod";
import { maxRows } from "@/lib/core/bulk/vocabulary";
import { toDay } from "@/lib/core/format/calendar";
import { proseText } from "@/lib/core/format/typed-text";
import {
  findingRuleNames,
  findingStates,
  findingSubjects,
  fixNames,
  runStates,
} from "@/lib/core/marks/vocabulary";

const instant = z.string();

export const finding = z.object({
  id: z.string(),
  rule: z.enum(findingRuleNames),
  subject: z.enum(findingSubjects),
  subjectId: z.string(),
  /** Untrusted text: the subject's name when it was last seen. */
  label: z.string(),
  workspaceId: z.string().nullable(),
  workspaceName: z.string().nullable(),
  isDefaultWorkspace: z.boolean(),
  score: z.number(),
  /** The score is their product. */
  factors: z.object({ reach: z.number(), idleness: z.number(), money: z.number(), age: z.number() }),
  cents: z.string().nullable(),
  evidence: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
  ),
  state: z.enum(findingStates),
  since: instant,
  firstSeenAt: instant,
  lastSeenAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  resolution: z.string().nullable(),
  fixedBy: z.string().nullable(),
  fixedByName: z.string().nullable(),
  dismissed: z
    .object({
      by: z.string(),
      byName: z.string().nullable(),
      at: instant,
      until: instant,
      reason: z.string(),
    })
    .nullable(),
  assigned: z
    .object({ to: z.string(), toName: z.string().nullable(), by: z.string(), dueOn: z.string() })
    .nullable(),
  /** Something was done to it since it was last evaluated. */
  isBeingChecked: z.boolean(),
});
export type Finding = z.infer<typeof finding>;

const facet = z.array(z.object({ value: z.string(), count: z.number() }));

export const findingsPage = z.object({
  rows: z.array(finding),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  states: z.array(z.object({ state: z.enum(findingStates), count: z.number() })),
  /** In the chosen state. */
  rules: facet,
  workspaces: z.array(
    z.object({ value: z.string(), name: z.string().nullable(), isDefault: z.boolean(), count: z.number() }),
  ),
  /** Rules that couldn't be evaluated, and why. */
  idle: z.array(z.object({ rule: z.enum(findingRuleNames), state: z.enum(runStates) })),
  evaluatedAt: instant.nullable(),
});
export type FindingsPage = z.infer<typeof findingsPage>;

/** What an operation that fixes a finding acts on. */
export const fixTarget = z.object({
  /** The ID of the target; for a membership, that of the person. */
  id: z.string(),
  name: z.string(),
  workspaceId: z.string().nullable(),
});
export type FixTarget = z.infer<typeof fixTarget>;

/** A finding that can be decided on, or fixed, together with others. */
export const findingChoices = z.array(
  z.object({
    id: z.string(),
    isDismissed: z.boolean(),
    fixes: z.array(z.enum(fixNames)),
    target: fixTarget,
  }),
);
export type FindingChoice = z.infer<typeof findingChoices>[number];

export const findingTrend = z.object({
  from: z.string(),
  to: z.string(),
  /** Oldest first; none before the first finding. */
  days: z.array(z.object({ day: z.string(), open: z.number() })),
  /** Findings that appeared from `from` to `to`, and below those that were fixed or went away by themselves. */
  added: z.number(),
  fixed: z.number(),
  /** Mean days from first seen to fixed; null if none was fixed. */
  meanDays: z.number().nullable(),
});
export type FindingTrend = z.infer<typeof findingTrend>;

const findingId = z.uuid();
const futureDay = z.iso.date().refine((day) => day >= toDay(new Date()));

export const dismissal = z.strictObject({
  reason: proseText.min(1).max(500),
  /** The last day on which it stays dismissed. */
  until: futureDay,
});
export type Dismissal = z.infer<typeof dismissal>;

export const assignment = z.strictObject({
  to: z.string().trim().toLowerCase().min(1).max(320),
  dueOn: futureDay,
});
export type Assignment = z.infer<typeof assignment>;

const one = { findingId };
const many = { findingIds: z.array(findingId).min(1).max(maxRows) };

export const findingInput = z.strictObject(one);
export const dismissFindingInput = dismissal.extend(one);
export const assignFindingInput = assignment.extend(one);
export const findingsInput = z.strictObject(many);
export const dismissFindingsInput = dismissal.extend(many);
export const assignFindingsInput = assignment.extend(many);
