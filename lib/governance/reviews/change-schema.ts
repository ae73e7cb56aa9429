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
export const extendInput = z.strictObject({ reviewId: z.uuid(), before: z.iso.date(), dueOn: z.iso.date() });
export const closeInput = z.strictObject({ reviewId: z.uuid(), reason });
export type Close = z.infer<typeof closeInput>;
export const reviewInput = z.strictObject({ reviewId: z.uuid() });
