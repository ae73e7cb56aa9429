import { z } from "zod";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import { loadingHistory } from "@/lib/core/history/schema";
import { findingRuleNames } from "@/lib/core/marks/vocabulary";
import { chartColor, membershipSince } from "@/lib/core/organization/schema";
import { assignableRoles, givableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { accessKinds, securityFacts } from "./vocabulary";

export const residency = z.object({
  workspaceGeo: z.string().nullable(),
  defaultInferenceGeo: z.string(),
  allowedInferenceGeos: z.union([z.literal("unrestricted"), z.array(z.string()).min(1)]),
});
export type Residency = z.infer<typeof residency>;

const reason = z.enum(refusalReasons).nullable();
const color = chartColor.nullable();
const listed = { total: z.number(), page: z.number(), pageSize: z.number() };

export const workspaceRow = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  displayColor: z.string().nullable(),
  color,
  createdAt: z.string().nullable(),
  archivedAt: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  residency: residency.nullable(),
  memberCount: z.number().nullable(),
  activeKeyCount: z.number(),
  /** The last `windowDays` complete UTC days; null until loaded. */
  spendCents: z.string().nullable(),
  otherCents: z.record(z.string(), z.string()).nullable(),
  reason,
  /** The rules of its open findings that this reader may see. */
  findings: z.array(z.enum(findingRuleNames)),
});
export type WorkspaceRow = z.infer<typeof workspaceRow>;

export const workspacesPage = z.object({
  rows: z.array(workspaceRow),
  ...listed,
  windowDays: z.number(),
  loading: loadingHistory.nullable(),
  /** As `key=value`, for all visible workspaces, whatever the filter. */
  tags: z.array(z.object({ tag: z.string(), count: z.number() })),
});
export type WorkspacesPage = z.infer<typeof workspacesPage>;

const securityFact = z.object({
  fact: z.enum(securityFacts),
  value: z.string().nullable(),
  isReported: z.boolean(),
  /** When the sync last saw a change; null if never. */
  changedAt: z.string().nullable(),
});
export type SecurityFact = z.infer<typeof securityFact>;

export const workspaceDetail = workspaceRow.extend({
  liveKeyCount: z.number(),
  windowDays: z.number(),
  loading: loadingHistory.nullable(),
  security: z.array(securityFact),
  needsSecond: z.boolean(),
});
export type WorkspaceDetail = z.infer<typeof workspaceDetail>;

export const workspacePerson = z.object({
  /** As `userId`, for lists of which rows are chosen. */
  id: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  /** By organization role instead of a membership. */
  isInherited: z.boolean(),
  offered: z.array(z.enum(givableWorkspaceRoles)),
  reason,
});
export type WorkspacePerson = z.infer<typeof workspacePerson>;

/** The API doesn't list its members, the last time `since`; null if never. */
const unlisted = z.object({ since: z.string().nullable() });
export type Unlisted = z.infer<typeof unlisted>;

export const workspacePeople = z.object({
  rows: z.array(workspacePerson),
  unlisted: unlisted.nullable(),
  ...listed,
  roles: z.array(z.object({ role: z.string(), count: z.number() })),
});
export const personChoices = z.array(workspacePerson);
export type WorkspacePeople = z.infer<typeof workspacePeople>;

const personMembership = z.object({
  workspaceId: z.string(),
  name: z.string(),
  color,
  role: z.string().nullable(),
  access: z.enum(accessKinds),
  offered: z.array(z.enum(givableWorkspaceRoles)),
  reason,
  /** Since when, for direct access. */
  since: membershipSince.nullable(),
});
export type PersonMembership = z.infer<typeof personMembership>;

export const personAccess = z.object({
  isEverywhere: z.boolean(),
  memberships: z.array(personMembership),
  others: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type PersonAccess = z.infer<typeof personAccess>;

export const pastAccess = z.array(
  z.object({
    workspaceId: z.string(),
    name: z.string(),
    role: z.string(),
    isArchived: z.boolean(),
    /** Whether the API no longer lists the workspace. */
    isGone: z.boolean(),
  }),
);
export type PastAccess = z.infer<typeof pastAccess>;

const copyRow = z.object({
  workspaceId: z.string(),
  name: z.string(),
  role: z.string(),
  present: z.string().nullable(),
  /** `remove`: the other person isn't there; `role` is the present one. */
  step: z.enum(["add", "change", "same", "unknown", "remove"]),
});

export const copies = z.array(
  z.object({
    userId: z.string(),
    reason,
    rows: z.array(copyRow),
    /** Null where both have the same, or one that can't be assigned, or the reader may not assign it. */
    organizationRole: z.object({ role: z.enum(assignableRoles), present: z.string() }).nullable(),
  }),
);
export type Copy = z.infer<typeof copies>[number];
export type CopyRow = Copy["rows"][number];

export const candidates = z.array(
  z.object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    reason,
  }),
);
export type Candidate = z.infer<typeof candidates>[number];

export const workspaceKeys = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    hint: z.string().nullable(),
    status: z.string(),
    makerName: z.string().nullable(),
    lastUsedOn: z.string().nullable(),
    createdAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    /** `workspace`, or the scope of a key without a workspace that reaches this one, too. */
    scope: z.string(),
    /** For the row that merges all Claude Code keys: how many they are. */
    size: z.number().nullable(),
  }),
);
export type WorkspaceKey = z.infer<typeof workspaceKeys>[number];

/** Keys that go on working when the person who created them has left the workspace. */
export const leftKeys = z.array(
  z.object({ id: z.string(), name: z.string(), status: z.string(), lastUsedOn: z.string().nullable() }),
);
export type LeftKey = z.infer<typeof leftKeys>[number];

export const workspaceSpend = z.object({
  loading: loadingHistory.nullable(),
  today: z.string(),
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  totals: z.array(z.object({ currency: z.string(), cents: z.string() })),
  totalCents: z.string(),
  days: z.array(z.object({ day: z.string(), cents: z.string() })),
  models: z.array(z.object({ model: z.string().nullable(), color, cents: z.string(), share: z.number() })),
});
export type WorkspaceSpend = z.infer<typeof workspaceSpend>;
