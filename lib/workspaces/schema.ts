import { z } from "zod";
import { refusalReasons } from "@/lib/errors";
import { loadingHistory } from "@/lib/history/schema";
import {
  accessKinds,
  assignableWorkspaceRoles,
  givableWorkspaceRoles,
  nameLength,
  reservedTagPrefix,
  securityFacts,
  tagKeyLength,
  tagValueLength,
} from "./vocabulary";

/** Where the data of a workspace rests, and where its requests may be answered. Geos are open texts. */
const residency = z.object({
  workspaceGeo: z.string().nullable(),
  defaultInferenceGeo: z.string(),
  allowedInferenceGeos: z.union([z.literal("unrestricted"), z.array(z.string()).min(1)]),
});
export type Residency = z.infer<typeof residency>;

const reason = z.enum(refusalReasons).nullable();
const listed = { total: z.number(), page: z.number(), pageSize: z.number() };

export const workspaceRow = z.object({
  id: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  displayColor: z.string().nullable(),
  createdAt: z.string().nullable(),
  archivedAt: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  /** null where the API does not tell. */
  residency: residency.nullable(),
  /** null for Default, which has no list of its own. */
  memberCount: z.number().nullable(),
  activeKeyCount: z.number(),
  /** Of the last `windowDays` UTC days, today included; null while one of them is to be read. */
  spendCents: z.string().nullable(),
  /** Other currencies by code; null if there are none. */
  otherCents: z.record(z.string(), z.string()).nullable(),
  /** Why it cannot be changed, for `reasons.<code>`. */
  reason,
});
export type WorkspaceRow = z.infer<typeof workspaceRow>;

export const workspacesPage = z.object({
  rows: z.array(workspaceRow),
  ...listed,
  windowDays: z.number(),
  loading: loadingHistory.nullable(),
  /** As `key=value`, of all workspaces in reach, whatever the filter. */
  tags: z.array(z.object({ tag: z.string(), count: z.number() })),
});
export type WorkspacesPage = z.infer<typeof workspacesPage>;

/** How the workspace's data is kept. Nobody can change these here. */
const securityFact = z.object({
  fact: z.enum(securityFacts),
  /** null where there is none. */
  value: z.string().nullable(),
  /** Whether the API says anything about it: an older one does not. */
  isReported: z.boolean(),
  /** When the sync last saw it change; null where it never did. */
  changedAt: z.string().nullable(),
});
export type SecurityFact = z.infer<typeof securityFact>;

/** A workspace with what archiving it would touch. */
export const workspaceDetail = workspaceRow.extend({
  liveKeyCount: z.number(),
  windowDays: z.number(),
  loading: loadingHistory.nullable(),
  security: z.array(securityFact),
  /** Whether a second admin has to agree before it is archived. */
  needsSecond: z.boolean(),
});
export type WorkspaceDetail = z.infer<typeof workspaceDetail>;

export const workspacePerson = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  /** By the organization role, not by a place in the workspace. */
  isInherited: z.boolean(),
  /** The roles to choose from. */
  offered: z.array(z.enum(givableWorkspaceRoles)),
  reason,
});
export type WorkspacePerson = z.infer<typeof workspacePerson>;

export const workspacePeople = z.object({
  rows: z.array(workspacePerson),
  ...listed,
  /** Of everybody in the workspace, whatever the filter. */
  roles: z.array(z.object({ role: z.string(), count: z.number() })),
});
export type WorkspacePeople = z.infer<typeof workspacePeople>;

const placeRow = z.object({
  workspaceId: z.string(),
  name: z.string(),
  displayColor: z.string().nullable(),
  /** null in Default, which has no roles. */
  role: z.string().nullable(),
  access: z.enum(accessKinds),
  offered: z.array(z.enum(givableWorkspaceRoles)),
  /** Why the person cannot be removed from it. */
  reason,
});
export type PersonMembership = z.infer<typeof placeRow>;

/** Where a person may work, and how that comes about. */
export const personAccess = z.object({
  isEverywhere: z.boolean(),
  places: z.array(placeRow),
  /** Where they could be added. */
  others: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type PersonAccess = z.infer<typeof personAccess>;

const copyRow = z.object({
  workspaceId: z.string(),
  name: z.string(),
  /** What the other person has there. */
  role: z.string(),
  /** What this person has there. */
  present: z.string().nullable(),
  step: z.enum(["add", "change", "same", "unknown"]),
});

/** The difference between two people's direct memberships. */
export const copyPreview = z.object({
  /** Why there is nothing to copy, or nothing to be given. */
  reason,
  rows: z.array(copyRow),
  /** Workspaces of this person that the other is not in; they stay. */
  keptCount: z.number(),
});
export type CopyPreview = z.infer<typeof copyPreview>;
export type CopyRow = CopyPreview["rows"][number];

export const candidates = z.array(
  z.object({
    userId: z.string(),
    name: z.string(),
    email: z.string(),
    /** Why the person cannot be added. */
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
    createdAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    /** Of the one row that stands for all keys of Claude Code while names are masked: how many they are. */
    size: z.number().nullable(),
  }),
);
export type WorkspaceKey = z.infer<typeof workspaceKeys>[number];

export const workspaceSpend = z.object({
  /** Set while days of the window are still to be read. */
  loading: loadingHistory.nullable(),
  from: z.string(),
  to: z.string(),
  currency: z.string(),
  totals: z.array(z.object({ currency: z.string(), cents: z.string() })),
  totalCents: z.string(),
  days: z.array(z.object({ day: z.string(), cents: z.string() })),
  models: z.array(z.object({ model: z.string().nullable(), cents: z.string(), share: z.number() })),
});
export type WorkspaceSpend = z.infer<typeof workspaceSpend>;

const name = z.string().trim().min(1).max(nameLength);
const displayColor = z.string().regex(/^#[0-9A-Fa-f]{6}$/);
const tagKey = z
  .string()
  .trim()
  .min(1)
  .max(tagKeyLength)
  .refine((key) => !key.startsWith(reservedTagPrefix));
const tagValue = z.string().trim().max(tagValueLength);

const isConsistent = ({ defaultInferenceGeo, allowedInferenceGeos }: Omit<Residency, "workspaceGeo">) =>
  allowedInferenceGeos === "unrestricted" || allowedInferenceGeos.includes(defaultInferenceGeo);

export const createWorkspaceInput = z.object({
  name,
  displayColor,
  tags: z.record(tagKey, tagValue).default({}),
  /** Absent: what the API gives by itself. */
  residency: residency.refine(isConsistent).optional(),
});
export type CreateWorkspaceInput = z.infer<typeof createWorkspaceInput>;

/** Only what changes. In `tags`, null removes the key. The place where data rests never does. */
const workspaceChange = z.object({
  name: name.optional(),
  displayColor: displayColor.optional(),
  residency: residency.omit({ workspaceGeo: true }).refine(isConsistent).optional(),
  tags: z.record(z.string(), z.string().nullable()).default({}),
});
export const updateWorkspaceInput = z.object({
  workspaceId: z.string().min(1),
  change: workspaceChange.extend({ tags: z.record(tagKey, tagValue.nullable()).default({}) }),
  /** What the person saw in the fields that they change; null for a tag that was not there. */
  seen: workspaceChange,
});
export type WorkspaceChange = z.infer<typeof workspaceChange>;

export const archiveWorkspaceInput = z.object({ workspaceId: z.string().min(1) });

/** `<workspace>/<user>`, as in the change feed. */
export const membershipId = z
  .string()
  .regex(/^[^/]+\/[^/]+$/)
  .transform((text) => {
    const [workspaceId = "", userId = ""] = text.split("/");
    return { workspaceId, userId };
  });
export const giveAccessInput = z.object({ membershipId, role: z.enum(assignableWorkspaceRoles) });
export const changeAccessInput = z.object({
  membershipId,
  role: z.enum(givableWorkspaceRoles),
  /** The role that the person saw: somebody else's newer one is not overwritten. */
  expected: z.string(),
});
const mostMemberships = 1_000;
/** `expected` is null for somebody who is to be added. */
export const giveManyInput = z.object({
  memberships: z
    .array(
      z.object({ membershipId, role: z.enum(assignableWorkspaceRoles), expected: z.string().nullable() }),
    )
    .min(1)
    .max(mostMemberships),
});
export type GiveManyInput = z.infer<typeof giveManyInput>;
export const removeAccessInput = z.object({ membershipId });
export type Membership = z.infer<typeof membershipId>;
