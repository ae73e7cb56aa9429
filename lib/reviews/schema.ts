import { z } from "zod";
import { assignableWorkspaceRoles } from "@/lib/directory/vocabulary";
import { refusalReasons } from "@/lib/refusal-reasons";
import {
  decisions,
  maxDecisions,
  maxNameLength,
  maxNoteLength,
  maxReasonLength,
  maxReviewers,
  maxScopeWorkspaces,
  reviewCadences,
  rowChanges,
  rowStates,
  suggestions,
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
  name: z.string(),
  note: z.string(),
  cadence: z.enum(reviewCadences),
  dueOn: z.string(),
  isOverdue: z.boolean(),
  startedBy: z.string(),
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
  progress,
});
export type ReviewPlace = z.infer<typeof reviewPlace>;

export const reviewDetail = z.object({
  review: reviewHead.extend({
    closeReason: z.string().nullable(),
    hash: z.string().nullable(),
    /** Null for leads, who see only their own workspaces. */
    organizationKeys: z
      .array(z.object({ id: z.string(), name: z.string(), lastUsedOn: z.string().nullable() }))
      .nullable(),
  }),
  places: z.array(reviewPlace),
});
export type ReviewDetail = z.infer<typeof reviewDetail>;

export const reviewRow = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  organizationRole: z.string(),
  role: z.string(),
  isInherited: z.boolean(),
  isSelf: z.boolean(),
  since: z.string().nullable(),
  addedBy: z.string().nullable(),
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
  decision: z.enum(decisions).nullable(),
  newRole: z.string().nullable(),
  reason: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  version: z.number(),
  state: z.enum(rowStates),
  /** The role they have now, if it is another than when the review started. */
  roleNow: z.string().nullable(),
  runId: z.string().nullable(),
  errorCode: z.string().nullable(),
  errorReason: z.enum(refusalReasons).nullable().catch(null),
  requestId: z.string().nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

export const reviewRowsPage = z.object({
  workspaceId: z.string(),
  name: z.string(),
  isArchived: z.boolean(),
  mayDecide: z.boolean(),
  invites: z.array(z.object({ email: z.string(), role: z.string() })),
  rows: z.array(reviewRow),
  /** In the workspace now, but not when the review started. */
  added: z.array(z.object({ userId: z.string(), email: z.string(), name: z.string(), role: z.string() })),
});
export type ReviewRowsPage = z.infer<typeof reviewRowsPage>;

export const startChoices = z.object({
  workspaces: z.array(z.object({ id: z.string(), name: z.string() })),
  tags: z.array(z.object({ key: z.string(), values: z.array(z.string()) })),
});
export type StartChoices = z.infer<typeof startChoices>;

const email = z.string().trim().toLowerCase().max(254);
const id = z.string().min(1).max(200);
const reason = z.string().trim().max(maxReasonLength);
const scope = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("all") }),
  z.strictObject({ of: z.literal("workspaces"), ids: z.array(id).min(1).max(maxScopeWorkspaces) }),
  z.strictObject({ of: z.literal("tag"), key: z.string().max(100), value: z.string().max(256) }),
]);
const name = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(z.string().min(1).max(maxNameLength));

/** The ID is chosen by the browser, so that a form sent twice starts one review. */
export const startReviewInput = z.strictObject({
  reviewId: z.uuid(),
  name,
  note: z.string().trim().max(maxNoteLength),
  scope,
  dueOn: z.iso.date(),
  cadence: z.enum(reviewCadences),
  locale: z.enum(["en", "de"]),
  webhooks: z.array(z.uuid()).max(maxReviewers),
});
export type StartReview = z.infer<typeof startReviewInput>;

export const decideInput = z.strictObject({
  reviewId: z.uuid(),
  workspaceId: id,
  rows: z
    .array(z.strictObject({ userId: id, version: z.number().int().min(0) }))
    .min(1)
    .max(maxDecisions),
  /** Null takes the decision back. */
  decision: z.enum(decisions).nullable(),
  newRole: z.enum(assignableWorkspaceRoles).nullable(),
  reason,
});
export type Decide = z.infer<typeof decideInput>;

export const submitInput = z.strictObject({ reviewId: z.uuid(), workspaceId: id });
export type Submit = z.infer<typeof submitInput>;
export const submitted = z.object({
  runId: z.string().nullable(),
  kept: z.number(),
  tasks: z.number(),
  calls: z.number(),
});
export type Submitted = z.infer<typeof submitted>;

export const reassignInput = z.strictObject({
  reviewId: z.uuid(),
  workspaceId: id,
  /** As the form showed them. */
  before: z.array(email).max(1_000),
  reviewers: z.array(email).max(maxReviewers),
});
export type Reassign = z.infer<typeof reassignInput>;
export const extendInput = z.strictObject({ reviewId: z.uuid(), before: z.iso.date(), dueOn: z.iso.date() });
export const closeInput = z.strictObject({ reviewId: z.uuid(), reason });
export type Close = z.infer<typeof closeInput>;
export const reviewInput = z.strictObject({ reviewId: z.uuid() });
