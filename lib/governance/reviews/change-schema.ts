import { z } from "zod";
import { lineText, proseText } from "@/lib/core/format/typed-text";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import {
  decisions,
  grantsPlace,
  maxDecisions,
  maxNameLength,
  maxNoteLength,
  maxReasonLength,
  maxReviewers,
  maxScopeWorkspaces,
  reviewCadences,
  reviewKinds,
  undecidedRules,
} from "./vocabulary";

const email = z.string().trim().toLowerCase().max(254);
const id = z.string().min(1).max(200);
/** Long enough for an address, which identifies a grant. */
const subjectId = z.string().min(1).max(400);
const reason = proseText.max(maxReasonLength);
/** By workspace, where they are others than usual. */
const reviewers = z.record(id, z.array(email).min(1).max(maxReviewers)).optional();
const scope = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("all"), reviewers }),
  z.strictObject({
    of: z.literal("workspaces"),
    ids: z.array(id).min(1).max(maxScopeWorkspaces),
    reviewers,
  }),
  z.strictObject({
    of: z.literal("tag"),
    key: z.string().max(100),
    value: z.string().max(256),
    reviewers,
  }),
]);
const name = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(lineText.min(1).max(maxNameLength));

const startFields = z.strictObject({
  reviewId: z.uuid(),
  kind: z.enum(reviewKinds),
  name,
  note: proseText.max(maxNoteLength),
  scope,
  dueOn: z.iso.date(),
  cadence: z.enum(reviewCadences),
  locale: z.enum(["en", "de"]),
  webhooks: z.array(z.uuid()).max(maxReviewers),
  /** Who decides where none of the reviewers may. */
  fallback: z.array(email).max(maxReviewers),
  undecided: z.enum(undecidedRules),
});

/** The ID is chosen by the browser, so that a form sent twice starts one review. Grants belong to no workspace. */
export const startReviewInput = startFields.refine(
  ({ kind, scope }) => kind !== "grants" || isOfGrants(scope),
  {
    path: ["scope"],
  },
);
export type StartReview = z.infer<typeof startReviewInput>;

function isOfGrants({ of, reviewers = {} }: z.infer<typeof scope>): boolean {
  return of === "all" && Object.keys(reviewers).every((place) => place === grantsPlace);
}

export const decideInput = z.strictObject({
  reviewId: z.uuid(),
  workspaceId: id,
  rows: z
    .array(z.strictObject({ userId: subjectId, version: z.number().int().min(0) }))
    .min(1)
    .max(maxDecisions),
  /** Null takes the decision back. */
  decision: z.enum(decisions).nullable(),
  newRole: z.enum(assignableWorkspaceRoles).nullable(),
  /** The day by which a key has to be rotated. */
  rotateBy: z.iso.date().nullable(),
  reason,
});
export type Decide = z.infer<typeof decideInput>;

export const submitInput = z.strictObject({
  reviewId: z.uuid(),
  workspaceId: id,
  /** The roles now, as the preview showed them, by user: of those whose role has changed since the start. */
  rolesNow: z.record(id, z.string().max(300)).default({}),
  /** By whoever closes the review, with their reason: rows that nobody decided about are decided as it was set at the start. */
  undecided: reason.min(1).nullable().default(null),
});
export type Submit = z.input<typeof submitInput>;
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
  /** The reviewers as the form showed them. */
  before: z.array(email).max(1_000),
  reviewers: z.array(email).max(maxReviewers),
});
export type Reassign = z.infer<typeof reassignInput>;
export const handOverInput = z
  .strictObject({
    reviewId: z.uuid(),
    /** Null for every workspace that they review. */
    workspaceId: id.nullable(),
    /** Null for all that is open. */
    rows: z.array(subjectId).min(1).max(maxDecisions).nullable(),
    to: email,
    note: reason.min(1),
  })
  .refine(({ workspaceId, rows }) => workspaceId !== null || rows === null, { path: ["rows"] });
export type HandOver = z.infer<typeof handOverInput>;
/** A question to the admins about a row or a workspace, or, with `dueOn`, the wish for a later due date. */
export const askInput = z
  .strictObject({
    reviewId: z.uuid(),
    workspaceId: id.nullable(),
    row: subjectId.nullable(),
    dueOn: z.iso.date().nullable(),
    note: reason.min(1),
  })
  .refine(({ workspaceId, row, dueOn }) => (dueOn === null ? workspaceId !== null : row === null), {
    path: ["row"],
  });
export type Ask = z.infer<typeof askInput>;
export const answerInput = z.strictObject({ reviewId: z.uuid(), eventId: z.uuid(), answer: reason.min(1) });
export type Answer = z.infer<typeof answerInput>;
export const extendInput = z.strictObject({ reviewId: z.uuid(), before: z.iso.date(), dueOn: z.iso.date() });
export const closeInput = z.strictObject({ reviewId: z.uuid(), reason });
export type Close = z.infer<typeof closeInput>;
export const reviewInput = z.strictObject({ reviewId: z.uuid() });
