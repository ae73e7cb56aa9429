import { z } from "zod";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import { loadingHistory } from "@/lib/core/history/schema";
import { findingRuleNames } from "@/lib/core/marks/vocabulary";
import { assignableRoles, keyUses } from "@/lib/core/organization/vocabulary";
import { hiddenReasons, keyFates, keyKinds, maxMembers, spendSources } from "./vocabulary";

const reason = z.enum(refusalReasons).nullable();

/** The rules of open findings about the person that this reader may see. */
const rulesOfFindings = z.array(z.enum(findingRuleNames));

const memberBase = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  addedAt: z.string().nullable(),
  isEverywhere: z.boolean(),
  /** `inherited` hides figures from leads; `masked` hides them from everyone. */
  hidden: z.enum(hiddenReasons).nullable(),
  /** Why the role can't be changed, for `reasons.<code>`. */
  reason,
  removalReason: reason,
});

export const memberChoices = z.array(
  memberBase.pick({ id: true, email: true, name: true, role: true, reason: true, removalReason: true }),
);
export type MemberChoice = z.infer<typeof memberChoices>[number];

const otherCents = z.record(z.string(), z.string()).nullable();
/** For the last 30 days. `cents` is null if unknown. */
const spend = z.object({
  cents: z.string().nullable(),
  otherCents,
  source: z.enum(spendSources).nullable(),
});
export type MemberSpend = z.infer<typeof spend>;

export const memberRow = memberBase.extend({
  goneAt: z.string().nullable(),
  workspaceCount: z.number(),
  keyCount: z.number(),
  spend,
  /** Null if the Claude Code report isn't loaded or is refused. */
  claudeCodeSessions: z.number().nullable(),
  /** The newest day with Claude Code, or with traffic by a key that the person created or that acts as them. */
  lastActiveOn: z.string().nullable(),
  findings: rulesOfFindings,
});
export type MemberRow = z.infer<typeof memberRow>;

const activityDays = z.object({ from: z.string(), to: z.string() }).nullable();
export type ActivityDays = z.infer<typeof activityDays>;

export const membersPage = z.object({
  rows: z.array(memberRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  roles: z.array(z.object({ role: z.string(), count: z.number() })),
  /** How many people who left the search would find. */
  leftCount: z.number(),
  activity: activityDays,
  /** Set while reports are loading, so that someone without activity may have some. */
  loading: loadingHistory.nullable(),
});
export type MembersPage = z.infer<typeof membersPage>;

export const memberKey = z.object({
  id: z.string(),
  memberId: z.string(),
  name: z.string(),
  status: z.string(),
  kind: z.enum(keyKinds),
  fate: z.enum(keyFates),
  isMaker: z.boolean(),
  isPrincipal: z.boolean(),
  /** Whether it was assigned to the person, so that they answer for it. */
  isOwner: z.boolean(),
  workspaceName: z.string().nullable(),
  /** The scope of keys without a workspace. */
  scope: z.string(),
  lastUsedOn: z.string().nullable(),
  use: z.enum(keyUses),
  tokens30d: z.number(),
  /** Null if the key isn't known to have cost anything. */
  cents30d: z.string().nullable(),
  otherCents30d: otherCents,
  isEstimate: z.boolean(),
});
export type MemberKey = z.infer<typeof memberKey>;

const workSums = z.object({
  sessions: z.number(),
  linesAdded: z.number(),
  linesRemoved: z.number(),
  commits: z.number(),
  pullRequests: z.number(),
  estimatedCents: z.string(),
  otherCents,
});
export type WorkSums = z.infer<typeof workSums>;

const memberEvent = z.object({
  id: z.string(),
  at: z.string(),
  actorEmail: z.string().nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  workspaceName: z.string().nullable(),
  outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
  differences: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type MemberEvent = z.infer<typeof memberEvent>;

export const memberDetail = z.object({
  member: memberBase.extend({
    goneAt: z.string().nullable(),
    findings: rulesOfFindings,
    lastActiveOn: z.string().nullable(),
  }),
  keys: z.array(memberKey),
  spend: spend.extend({
    /** Of the keys that the person created; null without such keys, or while their cost isn't known. */
    keys: z.object({ cents: z.string().nullable(), otherCents, isEstimate: z.boolean() }),
    /** Largest first; empty unless the API reports cost by person. */
    workspaces: z.array(z.object({ name: z.string().nullable(), cents: z.string(), otherCents })),
    parts: z.array(
      z.object({
        product: z.string().nullable(),
        model: z.string().nullable(),
        currency: z.string(),
        cents: z.string(),
        listCents: z.string(),
      }),
    ),
  }),
  /** Null if nothing was read. Every day of the window, oldest first. */
  claudeCode: z
    .object({
      sums: workSums,
      today: z.string(),
      days: z.array(z.object({ day: z.string(), sessions: z.number() })),
    })
    .nullable(),
  activity: activityDays,
  loading: loadingHistory.nullable(),
  history: z.array(memberEvent),
});
export type MemberDetail = z.infer<typeof memberDetail>;

const memberId = z.string().min(1);
export const changeMemberRoleInput = z.object({
  memberId,
  role: z.enum(assignableRoles),
  /** The role that the person saw: a newer one isn't overwritten. */
  expected: z.string(),
});
export const changeManyInput = z.object({
  role: z.enum(assignableRoles),
  members: z
    .array(z.object({ memberId, expected: z.string() }))
    .min(1)
    .max(maxMembers),
});
export type ChangeManyInput = z.infer<typeof changeManyInput>;
