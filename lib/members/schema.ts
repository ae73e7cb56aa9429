import { z } from "zod";
import { optionalInstant } from "@/lib/admin-api/schema";
import { keyUses } from "@/lib/db/vocabulary";
import { refusalReasons } from "@/lib/errors";
import { loadingHistory } from "@/lib/history/schema";
import { assignableRoles, hiddenReasons, keyFates, keyKinds, mostMembers, spendSources } from "./vocabulary";

/** A user as the API tells it, in both of its shapes. `role` is open: the vendor adds new ones. */
export const member = z
  .looseObject({
    id: z.string().min(1),
    email: z.string().nullish(),
    name: z.string().nullish(),
    role: z.string(),
    added_at: optionalInstant,
  })
  .transform((raw) => ({
    id: raw.id,
    email: raw.email ?? "",
    name: raw.name ?? "",
    role: raw.role,
    addedAt: raw.added_at || null,
    raw,
  }));
export type Member = z.infer<typeof member>;

const reason = z.enum(refusalReasons).nullable();

const memberBase = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  addedAt: z.string().nullable(),
  /** The role in the organization opens every workspace. */
  isEverywhere: z.boolean(),
  /** Why figures are kept back: from a lead, of people who are everywhere; from all, where names are masked. */
  hidden: z.enum(hiddenReasons).nullable(),
  /** Why the role cannot be changed, for `reasons.<code>`. */
  reason,
  /** Why the person cannot be removed. */
  removalReason: reason,
});

/** What deciding about many takes of each. */
export const memberChoices = z.array(
  memberBase.pick({ id: true, email: true, name: true, role: true, reason: true, removalReason: true }),
);
export type MemberChoice = z.infer<typeof memberChoices>[number];

/** Other currencies by code; null if there are none. */
const otherCents = z.record(z.string(), z.string()).nullable();
/** Of the last 30 days. `cents` is null where nothing tells what the person spent. */
const spend = z.object({
  cents: z.string().nullable(),
  otherCents,
  source: z.enum(spendSources).nullable(),
});
export type MemberSpend = z.infer<typeof spend>;

export const memberRow = memberBase.extend({
  workspaceCount: z.number(),
  keyCount: z.number(),
  spend,
  /** null where the report of Claude Code was not read, or is refused by the API. */
  claudeCodeSessions: z.number().nullable(),
  /** The newest day of Claude Code, or of traffic by a key that the person made or that acts as them. */
  lastActiveOn: z.string().nullable(),
});
export type MemberRow = z.infer<typeof memberRow>;

const memberRoleCounts = z.array(z.object({ role: z.string(), count: z.number() }));

/** The days that activity is known from; null before any was read. */
const activityDays = z.object({ from: z.string(), to: z.string() }).nullable();
export type ActivityDays = z.infer<typeof activityDays>;

export const membersPage = z.object({
  rows: z.array(memberRow),
  total: z.number(),
  page: z.number(),
  pageSize: z.number(),
  /** Of all members in reach, whatever the filter. */
  roles: memberRoleCounts,
  activity: activityDays,
  /** Set while reports are still to be read, so that somebody without activity may have some. */
  loading: loadingHistory.nullable(),
});
export type MembersPage = z.infer<typeof membersPage>;

/** A key that the person made or that acts as them. */
const memberKey = z.object({
  id: z.string(),
  memberId: z.string(),
  name: z.string(),
  status: z.string(),
  kind: z.enum(keyKinds),
  fate: z.enum(keyFates),
  isMaker: z.boolean(),
  /** Whether it ends with the person. */
  isPrincipal: z.boolean(),
  workspaceName: z.string().nullable(),
  lastUsedOn: z.string().nullable(),
  use: z.enum(keyUses),
  tokens30d: z.number(),
  /** null where the key is not known to have cost anything. */
  cents30d: z.string().nullable(),
  otherCents30d: otherCents,
  isEstimate: z.boolean(),
});
export type MemberKey = z.infer<typeof memberKey>;

export const memberImpact = z.object({
  people: z.array(z.object({ id: z.string(), email: z.string(), name: z.string(), removalReason: reason })),
  workspaceCount: z.number(),
  keys: z.array(memberKey),
});
export type MemberImpact = z.infer<typeof memberImpact>;

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
  /** Null for changes seen outside Castellan. */
  actorEmail: z.string().nullable(),
  /** `noun.verb`. */
  action: z.string(),
  /** The workspace, where the event is about the person's place in one. */
  workspaceName: z.string().nullable(),
  outcome: z.enum(["succeeded", "failed", "unknown"]).nullable(),
  differences: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type MemberEvent = z.infer<typeof memberEvent>;

export const memberDetail = z.object({
  member: memberBase.extend({ goneAt: z.string().nullable(), lastActiveOn: z.string().nullable() }),
  keys: z.array(memberKey),
  spend: spend.extend({
    /** Largest first; only where the API reports cost by person. */
    workspaces: z.array(z.object({ name: z.string().nullable(), cents: z.string(), otherCents })),
    /** The same by product and model; null is what the API does not name. */
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
  /** null where nothing of the report was read. Every day of the window, oldest first. */
  claudeCode: z
    .object({ sums: workSums, days: z.array(z.object({ day: z.string(), sessions: z.number() })) })
    .nullable(),
  activity: activityDays,
  loading: loadingHistory.nullable(),
  history: z.array(memberEvent),
});
export type MemberDetail = z.infer<typeof memberDetail>;

export const keyStatus = z
  .looseObject({ id: z.string(), status: z.string() })
  .transform((raw) => ({ id: raw.id, status: raw.status, raw }));
export type KeyStatus = z.infer<typeof keyStatus>;

const memberId = z.string().min(1);
export const changeMemberRoleInput = z.object({
  memberId,
  role: z.enum(assignableRoles),
  /** The role that the person saw: somebody else's newer one is not overwritten. */
  expected: z.string(),
});
export const removeMemberInput = z.object({ memberId });
export const changeManyInput = z.object({
  role: z.enum(assignableRoles),
  members: z
    .array(z.object({ memberId, expected: z.string() }))
    .min(1)
    .max(mostMembers),
});
export type ChangeManyInput = z.infer<typeof changeManyInput>;
export const removeManyInput = z.object({ memberIds: z.array(memberId).min(1).max(mostMembers) });
export type RemoveManyInput = z.infer<typeof removeManyInput>;
