import { z } from "zod";
import { refusalReasons } from "@/lib/core/errors/refusal-reasons";
import { reviewEvent } from "./event-schema";
import { grantFacts, keyFacts, membershipFacts } from "./facts-schema";
import {
  decisions,
  reviewCadences,
  reviewKinds,
  rowChanges,
  rowStates,
  suggestions,
  undecidedRules,
} from "./vocabulary";

const progress = z.object({
  total: z.number(),
  /** Decided or past deciding, whether or not the API has done it. */
  decided: z.number(),
  done: z.number(),
  refused: z.number(),
  tasks: z.number(),
  exceptions: z.number(),
});
export type Progress = z.infer<typeof progress>;

const reviewHead = z.object({
  id: z.string(),
  kind: z.enum(reviewKinds),
  name: z.string(),
  note: z.string(),
  cadence: z.enum(reviewCadences),
  dueOn: z.string(),
  isOverdue: z.boolean(),
  startedBy: z.string(),
  startedByName: z.string().nullable(),
  startedAt: z.string(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  /** Whether a next one should have started, but who started the series may not any more. */
  isStopped: z.boolean(),
  workspaceCount: z.number(),
  progress,
});
export type ReviewHead = z.infer<typeof reviewHead>;

export const reviewsPage = z.object({ reviews: z.array(reviewHead) });
export type ReviewsPage = z.infer<typeof reviewsPage>;

const reviewPlace = z.object({
  workspaceId: z.string(),
  name: z.string(),
  /** Empty for any admin. */
  reviewers: z.array(z.object({ email: z.string(), mayDecide: z.boolean() })),
  isArchived: z.boolean(),
  isMine: z.boolean(),
  /** Whether the whole workspace is theirs to review, not only rows that were handed over to them. */
  mayHandOver: z.boolean(),
  /** That nobody decided about. */
  open: z.number(),
  /** Decisions that the reader could submit, but nobody did. */
  unsent: z.number(),
  /** Submitted, and not applied yet. */
  waiting: z.number(),
  progress,
});
export type ReviewPlace = z.infer<typeof reviewPlace>;

export const reviewDetail = z.object({
  review: reviewHead.extend({
    closeReason: z.string().nullable(),
    hash: z.string().nullable(),
    /** Null for leads, who see only their own workspaces. */
    organizationKeys: z
      .array(
        z.object({
          id: z.string(),
          name: z.string(),
          lastUsedOn: z.string().nullable(),
          /** The workspaces of the review that it reaches; missing in reviews of earlier versions. */
          reaches: z.array(z.string()).optional(),
        }),
      )
      .nullable(),
    /** Why reminders would reach nobody. */
    remindObstacle: z.enum(["no_channel", "none_left"]).nullable(),
    fallback: z.array(z.string()),
    undecided: z.enum(undecidedRules),
  }),
  events: z.array(reviewEvent),
  places: z.array(reviewPlace),
});
export type ReviewDetail = z.infer<typeof reviewDetail>;

export const reviewRow = z.object({
  kind: z.enum(reviewKinds),
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  organizationRole: z.string(),
  role: z.string(),
  isInherited: z.boolean(),
  isSelf: z.boolean(),
  since: z.string().nullable(),
  addedBy: z.string().nullable(),
  addedByName: z.string().nullable(),
  seenSince: z.string().nullable(),
  lastActiveOn: z.string().nullable(),
  /** Null while names are masked. */
  keys: z.number().nullable(),
  keysUsedOn: z.string().nullable(),
  keyCents: z.string().nullable(),
  /** Null for leads. */
  elsewhere: z.number().nullable(),
  previousRole: z.string().nullable(),
  change: z.enum(rowChanges).nullable(),
  suggestion: z.enum(suggestions).nullable(),
  /** Null for keys and grants, and in reviews of earlier versions. */
  membership: membershipFacts.nullable(),
  /** The facts of a key, whose ID is `userId`. */
  facts: keyFacts.nullable(),
  /** The facts of a grant, whose persona is `role`. */
  grant: grantFacts.nullable(),
  /** Of a person, by rule: those that were open when the review started. Null if none were frozen. */
  findings: z.array(z.string()).nullable(),
  decision: z.enum(decisions).nullable(),
  newRole: z.string().nullable(),
  rotateBy: z.string().nullable(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedByName: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** Whom a reviewer handed it over to. */
  handedTo: z.string().nullable(),
  handedToName: z.string().nullable(),
  /** Whether the reader is one of those who decide about it; who it is about never does. */
  mayDecide: z.boolean(),
  version: z.number(),
  state: z.enum(rowStates),
  /** The role or persona they have now, if it is another than when the review started. */
  roleNow: z.string().nullable(),
  /** What a grant is now, if it is still there. */
  grantNow: grantFacts.pick({ expiresOn: true, suspendedFor: true, renewedAt: true }).nullable(),
  runId: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorReason: z.enum(refusalReasons).nullable().catch(null),
  requestId: z.string().nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

export const reviewRowsPage = z.object({
  kind: z.enum(reviewKinds),
  /** How many active keys without a workspace reach this one, too. */
  organizationKeys: z.number(),
  /** Null for leads. */
  organizationKeyNames: z.array(z.string()).nullable(),
  workspaceId: z.string(),
  name: z.string(),
  isArchived: z.boolean(),
  /** About one row at least. */
  mayDecide: z.boolean(),
  /** Whether the whole workspace is theirs to decide. */
  mayHandOver: z.boolean(),
  /** Whether nobody but the reader may decide, so that nobody can about what is their own. */
  isAlone: z.boolean(),
  invites: z.array(z.object({ email: z.string(), role: z.string() })),
  /** About the workspace, by rule. */
  findings: z.array(z.string()),
  rows: z.array(reviewRow),
  /** In the workspace now, but not when the review started. */
  added: z.array(z.object({ userId: z.string(), email: z.string(), name: z.string(), role: z.string() })),
});
export type ReviewRowsPage = z.infer<typeof reviewRowsPage>;

export const startChoices = z.object({
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), tags: z.record(z.string(), z.string()) })),
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
  hasGrants: z.boolean(),
});
export type StartChoices = z.infer<typeof startChoices>;
